// From a corpus to a network model, by way of cross-validation by paper.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "train/checkpoint.h"
#include "train/network_options.h"
#include "train/train_counting.h"

namespace matroute {

// Where a training of several networks tells how it is going. Called by one thread at a time.
struct TrainingEvents {
  std::function<void(const std::string&)> info;                           // a line for people
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // steps of all networks, about
  std::function<void(const std::string&)> metrics;                        // a JSON object
};

// One network per fold, trained without it, ranks the fold's recipes; the re-ranker learns from these lists. The
// members of the model learn from all recipes. Networks are trained side by side, one thread each, on the CPU, and one
// after the other on a GPU. The result depends on nothing but corpus, rows, options and device.
TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Device& device, const CheckpointFolder& checkpoints,
                                 const TrainingEvents& events);

}  // namespace matroute
