// Recipes ranked by networks that were trained without their papers: a re-ranker learns from them, and figures on them
// are honest.
#pragma once

#include <span>
#include <vector>

#include "datasets/recipes/recipe.h"
#include "model/network/network_ranker.h"
#include "train/metrics.h"
#include "train/reranker_trainer.h"

namespace matroute {

struct HeldOut {
  std::size_t recipe = 0;             // index
  bool readable = false;              // the target and every precursor can be read
  RankedExample ranked;               // the list is empty where no set was found
  double least_seen = 0.0;            // CountingTables::least_seen of the target
  std::vector<double> probabilities;  // of the sets by the network, best first
  std::size_t further = 0;            // rank of the recorded set among FoundSets::further, from 1; 0: not there
};

// Ranks the sets that balance, by the recorded method, for the recipes at the indices `rows`; one entry per index, in
// order.
std::vector<HeldOut> rank_held_out(const NetworkRanker& ranker, const SetStatistics& statistics,
                                   std::span<const Recipe> recipes, const std::vector<std::size_t>& rows);

// Notes the place of the recorded precursors among the sets found (one.ranked.answer) and among the further ones
// (one.further). recorded: ascending.
void note_recorded(std::span<const BalancedPrecursors> sets, std::span<const BalancedPrecursors> further,
                   const std::vector<CompositionKey>& recorded, HeldOut& one);

// The outcome where the sets are ordered by `probabilities`. Ranks beyond 20 are misses.
Outcome outcome_of(const Recipe& recipe, const HeldOut& one, const std::vector<double>& probabilities);

}  // namespace matroute
