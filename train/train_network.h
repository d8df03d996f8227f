// From a corpus to a network model, by way of cross-validation by paper.
#pragma once

#include <span>

#include "train/checkpoint.h"
#include "train/network_jobs.h"
#include "train/network_options.h"
#include "train/train_counting.h"

namespace matroute {

// One network per fold, trained without it, ranks the fold's recipes; the re-ranker learns from these lists. The
// members of the model learn from all recipes. The result depends on nothing but corpus, rows, options and device.
TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Device& device, const CheckpointFolder& checkpoints,
                                 const TrainingEvents& events);

// The same on top of a model: its networks go on learning from these recipes, its counts take them in, its re-ranker
// stays. The figures on held-out recipes stand beside those of the base. base: on the device; options.members of its
// networks are gone on with.
TrainedModel finetune_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const ModelInfo& base_info,
                                    const NetworkParts& base, const NetworkOptions& options, const Device& device,
                                    const CheckpointFolder& checkpoints, const TrainingEvents& events);

}  // namespace matroute
