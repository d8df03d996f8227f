// From a corpus to a network model, by way of cross-validation by paper.
#pragma once

#include <span>

#include "train/checkpoint.h"
#include "train/network_jobs.h"
#include "train/network_options.h"
#include "train/train_counting.h"

namespace matroute {

// For every fold, networks that are trained without the fold rank its recipes; the re-ranker learns from the ranked
// lists. The members of the model learn from all recipes. rows: indices of recipes in the corpus. With options.members
// 0 the figures are reported alone, and the result has no files. The result depends on nothing but corpus, rows,
// options and device. Throws Error (input) where the recipes cannot be learned from, or all stand in one fold.
TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Device& device, const CheckpointFolder& checkpoints,
                                 const TrainingEvents& events);

// A model continued from another one: training is continued from options.members networks of `base` with the recipes at
// the indices `rows`, whose counts are added to those of the base; the re-ranker stays that of the base. Figures on
// held-out recipes are reported beside those of the base. base: its networks are on the device.
TrainedModel finetune_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const ModelInfo& base_info,
                                    const NetworkParts& base, const NetworkOptions& options, const Device& device,
                                    const CheckpointFolder& checkpoints, const TrainingEvents& events);

}  // namespace matroute
