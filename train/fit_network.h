// What is learned from some recipes alone: counts, statistics of pairs, and one network.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/counting/counting_data.h"
#include "model/folder/model_parts.h"
#include "model/rerank/set_statistics.h"
#include "train/network_trainer.h"

namespace matroute {

struct Fitted {
  std::uint64_t counted = 0;  // recipes
  std::uint64_t skipped = 0;  // recipes that cannot be read, or name no precursor
  CountingData data;
  SetStatistics::Data statistics;
  std::optional<RouteNetwork> network;
  std::optional<double> best_epoch;  // TrainedNetwork
};

// One network to be trained. The recipes must outlive it.
struct FitTask {
  std::span<const Recipe> recipes;
  std::span<const Recipe> held_out;  // TrainerOptions::patience; may be empty
  std::uint64_t seed = 0;
  double epochs = 0.0;                 // to stop after, of TrainerOptions::epochs
  const NetworkParts* base = nullptr;  // to go on from, where the network is not a new one
  std::size_t base_member = 0;
};

// The same weights for a vocabulary that has grown: what is new is known by its composition alone.
RouteNetwork copy_of(const RouteNetwork& network, std::int64_t materials);

// How often examples use each material, and each pair of them.
SetStatistics::Data count_pairs(std::span<const Example> examples, std::size_t materials);

// Which sets the examples use for their targets; each stands for one paper.
RecipeVotesData collect_votes(std::span<const Example> examples);

// Counts, of the base as well, and a network. Throws Error (input) where no recipe can be learned from.
Fitted fit_network(const FitTask& task, const TrainerOptions& options, const Device& device,
                   const TrainingHooks& hooks);

}  // namespace matroute
