// The tables of a results file as the writer fills them. Private to the results sources.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/io/hdf5_column.h"
#include "datasets/results/results_summary.h"
#include "datasets/results/results_vocabulary.h"

namespace matroute {

// Valid UTF-8: bytes that are none become U+FFFD.
std::string mended_utf8(std::string_view text);

// u32 indices into /vocab/messages, and where each row's begin.
class WarningColumns {
 public:
  WarningColumns(const H5File& file, const std::string& table);
  void push(const std::vector<std::string>& warnings, ResultsVocabulary& messages);
  void finish();

 private:
  H5Column<std::uint32_t> indices_;
  H5Column<std::uint64_t> pointers_;
};

struct TargetTable {
  explicit TargetTable(const H5File& file);
  void finish();

  H5Column<std::uint64_t> row;
  H5TextColumn input_id, formula_input, formula, vars;
  H5Column<std::uint8_t> status;
  H5TextColumn message;
  WarningColumns warnings;
  H5Column<std::uint8_t> out_of_domain;
  H5Column<float> confidence;
  H5Column<std::uint64_t> route_ptr;
};

struct RouteTable {
  explicit RouteTable(const H5File& file);
  void finish();

  H5Column<std::uint64_t> target;
  H5Column<std::uint16_t> rank;
  H5Column<float> probability, score;
  H5Column<std::uint8_t> method;
  H5TextColumn equation;
  WarningColumns warnings;
  H5Column<std::uint64_t> component_ptr, step_ptr, precedent_ptr;
};

struct ComponentTable {
  explicit ComponentTable(const H5File& file);
  void finish();

  H5Column<std::uint64_t> route;
  H5Column<std::uint32_t> material;
  H5Column<std::uint8_t> role;
  H5Column<std::int64_t> coef_num, coef_den;
};

struct StepTable {
  StepTable(const H5File& file, std::size_t atmospheres);
  void finish();

  H5Column<std::uint64_t> route;
  H5Column<std::uint16_t> index;
  H5Column<std::uint8_t> type;
  H5Column<float> temperature, duration, atmosphere;
};

struct PrecedentTable {
  explicit PrecedentTable(const H5File& file);
  void finish();

  H5Column<std::uint64_t> route;
  H5Column<std::uint32_t> doi;
  H5Column<float> similarity;
  H5Column<std::uint8_t> relation;
};

H5Column<SummaryRow> summary_column(const H5File& file);

}  // namespace matroute
