// Learns from a list of recipes: counts, statistics of pairs, and one network.
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
  std::uint64_t counted = 0;  // number of recipes
  std::uint64_t skipped = 0;  // number of recipes that cannot be read, or name no precursor
  CountingData data;
  SetStatistics::Data statistics;
  std::optional<RouteNetwork> network;
  std::optional<double> best_epoch;  // as in TrainedNetwork
};

// The task to train one network. The recipes must outlive it.
struct FitTask {
  std::span<const Recipe> recipes;
  std::span<const Recipe> held_out;  // for early stopping (TrainerOptions::patience); may be empty
  std::uint64_t seed = 0;
  double epochs = 0.0;                 // to stop after; at most TrainerOptions::epochs
  const NetworkParts* base = nullptr;  // parts whose network training is continued from; null: it begins with a new one
  std::size_t base_member = 0;         // of base->members
};

// A copy of the network for a vocabulary that has grown to `materials`: the new ones are known by their composition
// alone.
RouteNetwork copy_of(const RouteNetwork& network, std::int64_t materials);

// How often examples use each material, and each pair of them.
SetStatistics::Data count_pairs(std::span<const Example> examples, std::size_t materials);

// Which sets the examples use for their targets; each example stands for one paper.
RecipeVotesData collect_votes(std::span<const Example> examples);

// Counts, those of task.base included, and a network. Throws Error (input) where no recipe can be learned from, and as
// train_network.
Fitted fit_network(const FitTask& task, const TrainerOptions& options, const Device& device,
                   const TrainingHooks& hooks);

}  // namespace matroute
