// From a corpus to a network model, by way of cross-validation by paper.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "model/network_ranker.h"
#include "train/network_trainer.h"
#include "train/train_counting.h"

namespace matroute {

struct NetworkOptions {
  TrainerOptions trainer;
  std::uint32_t folds = 5;
  std::uint32_t run_folds = 5;  // of them; fewer for a quick look
  std::uint32_t members = 1;
};

// Reads a JSON object with any of the options' names. Throws Error (usage), naming `where`, for anything else.
NetworkOptions parse_network_options(const std::string& json, const std::string& where);

using Log = std::function<void(const std::string&)>;

TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Log& log);

}  // namespace matroute
