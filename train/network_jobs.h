// Trains the networks of a model: those of the folds, to be evaluated, and the members, to be kept.
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

// Receivers of the progress of a training of several networks. They are called by one thread at a time.
struct TrainingEvents {
  std::function<void(const std::string&)> info;  // a line for people
  // Steps of all networks, estimated from the numbers of recipes.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<void(const std::string&)> metrics;  // a JSON object
};

struct FoldsAndMembers {
  std::vector<std::vector<Fitted>> folds;  // by fold, trained without its recipes; as many as members, at least one
  std::vector<Fitted> members;             // trained on all recipes
};

// folds: the fold of every recipe, below options.folds. base: the model whose networks training is continued from;
// null: training begins with new networks. Networks are trained in parallel on the CPU, one thread each, and one after
// the other on a GPU. With options.network.patience > 0 the members are trained after the networks of the folds, for
// the mean of their best numbers of epochs. Throws Error (input) where all recipes stand in one fold or none can be
// learned from.
FoldsAndMembers train_networks(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds,
                               const NetworkOptions& options, const NetworkParts* base, const Device& device,
                               const CheckpointFolder& checkpoints, const TrainingEvents& events);

}  // namespace matroute
