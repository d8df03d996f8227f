// One re-ranker from the sets found for every fold, and the probabilities of re-rankers that were trained without a
// fold for the recipes of that fold.
#pragma once

#include <cstdint>
#include <vector>

#include "train/held_out.h"

namespace matroute {

using FoldProbabilities = std::vector<std::vector<double>>;  // by recipe of the fold, by set

struct FittedReranker {
  Reranker network;                         // trained on all folds, calibrated on all
  std::vector<FoldProbabilities> held_out;  // by fold: of a re-ranker trained and calibrated on the other folds
};

// The sets of every recipe of a fold.
std::vector<SetList> lists_of(const std::vector<HeldOut>& fold);

// With fewer than 2 folds no fold can be held out, and FittedReranker::held_out are the probabilities of the networks.
FittedReranker fit_reranker(const std::vector<std::vector<HeldOut>>& folds, const RerankerOptions& options,
                            std::uint64_t seed);

}  // namespace matroute
