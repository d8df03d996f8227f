// What is learned from some recipes alone: counts, statistics of pairs, and one network.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/counting_data.h"
#include "model/set_statistics.h"
#include "train/network_trainer.h"

namespace matroute {

struct Fitted {
  std::uint64_t counted = 0;  // recipes
  std::uint64_t skipped = 0;  // recipes that cannot be read, or name no precursor
  CountingData data;
  SetStatistics::Data statistics;
  std::optional<RouteNetwork> network;
};

// How often examples use each material, and each pair of them.
SetStatistics::Data count_pairs(std::span<const Example> examples, std::size_t materials);

// Throws Error (input) where no recipe can be learned from.
Fitted fit_network(std::span<const Recipe> recipes, const TrainerOptions& options, std::uint64_t seed,
                   const Device& device, const TrainingHooks& hooks);

}  // namespace matroute
