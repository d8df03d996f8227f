// One re-ranker from what was found for every fold, and what its like say about folds that they have not seen.
#pragma once

#include <cstdint>
#include <vector>

#include "train/held_out.h"

namespace matroute {

using FoldProbabilities = std::vector<std::vector<double>>;  // by recipe of the fold, by set

struct FittedReranker {
  Reranker network;                         // of all folds, calibrated on all
  std::vector<FoldProbabilities> held_out;  // by re-rankers fitted to the other folds and calibrated on them
};

// The sets of every recipe of a fold.
std::vector<SetList> lists_of(const std::vector<HeldOut>& fold);

// folds: at least 2, for there to be something held out; with fewer the probabilities are the networks'.
FittedReranker fit_reranker(const std::vector<std::vector<HeldOut>>& folds, const RerankerOptions& options,
                            std::uint64_t seed);

}  // namespace matroute
