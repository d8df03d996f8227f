// The rows of /summary: one glance per target, in fixed widths. Private to the results sources.
#pragma once

#include <cstdint>
#include <span>

#include "datasets/io/hdf5_util.h"
#include "datasets/results/route.h"

namespace matroute {

// Texts fill their width or are padded with NUL; what is longer ends in "...".
struct SummaryRow {
  std::uint64_t row;
  char id[64];
  char formula[128];
  char status[16];
  float probability;  // of the best route; NaN where there is none
  float confidence;
  char precursors[256];    // of the best route, joined by ';'
  char equation[512];      // of the best route
  std::uint8_t truncated;  // 1 where a text was cut
};

SummaryRow summary_of(const TargetResult& result);

// Field by field, bit by bit.
bool same_summary(const SummaryRow& a, const SummaryRow& b);

std::span<const H5Field> summary_fields();
H5Label summary_label();

}  // namespace matroute
