// Recipes ranked by a network that has not seen their papers: what a re-ranker learns from, and honest figures.
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
  bool readable = false;              // the target and every precursor
  RankedExample ranked;               // where nothing was found: an empty list
  double least_seen = 0.0;            // CountingTables::least_seen of the target
  std::vector<double> probabilities;  // of the sets by the network, best first
  std::size_t further = 0;            // place of the recorded set among the further ones, from 1; 0: not there
};

// Sets that balance, by the recorded method, for the recipes at these indices; one entry per index, in order.
std::vector<HeldOut> rank_held_out(const NetworkRanker& ranker, const SetStatistics& statistics,
                                   std::span<const Recipe> recipes, const std::vector<std::size_t>& rows);

// Notes where among the sets found, or among the further ones, the recorded precursors stand: ranked.answer, further.
// recorded: ascending.
void note_recorded(std::span<const BalancedPrecursors> sets, std::span<const BalancedPrecursors> further,
                   const std::vector<CompositionKey>& recorded, HeldOut& one);

// As if the sets were ordered by these probabilities. Ranks beyond 20 are misses.
Outcome outcome_of(const Recipe& recipe, const HeldOut& one, const std::vector<double>& probabilities);

}  // namespace matroute
