// The networks of a model: those of the folds, to be judged, and the members, to be kept.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "train/checkpoint.h"
#include "train/fit_network.h"
#include "train/network_options.h"

namespace matroute {

// Where a training of several networks tells how it is going. Called by one thread at a time.
struct TrainingEvents {
  std::function<void(const std::string&)> info;                           // a line for people
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // steps of all networks, about
  std::function<void(const std::string&)> metrics;                        // a JSON object
};

struct FoldsAndMembers {
  std::vector<std::vector<Fitted>> folds;  // by fold, without its recipes: as many as the members, at least one
  std::vector<Fitted> members;             // of all recipes
};

// folds: of the recipes, by options.folds. base: the model whose networks are gone on with, or null. Networks are
// trained side by side, one thread each, on the CPU, and one after the other on a GPU; with patience the members follow
// the folds, for as many epochs as were best for these on average. Throws Error (input) where all recipes stand in one
// fold.
FoldsAndMembers train_networks(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds,
                               const NetworkOptions& options, const NetworkParts* base, const Device& device,
                               const CheckpointFolder& checkpoints, const TrainingEvents& events);

}  // namespace matroute
