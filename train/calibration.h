// Fits the correction of a re-ranker's probabilities to its probabilities for recipes that it was not trained on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/rerank/reranker.h"

namespace matroute {

// The probabilities of one list, and where the recorded set stands in it.
struct JudgedList {
  Method method = Method::kSolidState;
  std::vector<double> probabilities;
  std::int64_t answer = -1;  // place of the recorded set; -1: it is not in the list
  double weight = 1.0;
};

// The calibration under which the lists' answers are likeliest: temperature scaling (Guo et al. 2017, arXiv:1706.04599)
// with a shift of "none of them", fitted for each method alone. A method without lists gets the default, which changes
// nothing.
Calibration fit_calibration(std::span<const JudgedList> lists);

}  // namespace matroute
