// Options of a network's training, and their form in JSON.
#pragma once

#include <cstdint>
#include <string>

#include "train/network_trainer.h"
#include "train/reranker_trainer.h"

namespace matroute {

struct NetworkOptions {
  TrainerOptions network;
  RerankerOptions reranker;
  std::uint32_t folds = 5;      // by paper; >= 2
  std::uint32_t run_folds = 0;  // number of folds that are trained, for a quick look; 0: all
  std::uint32_t members = 1;    // networks that are averaged; 0: cross-validation alone, no model
  std::uint64_t seed = 0;       // of folds, weights, order and dropout
};

// Options of a training on few recipes that is continued from the networks of a model: small steps.
NetworkOptions finetune_options(const NetworkShape& shape, std::size_t members);

// Takes options from a JSON object such as {"epochs": 8, "reranker_epochs": 10}; the others stay as they are. Throws
// Error (usage), naming `where`, for text that is no JSON object, names that are no options, and values out of range.
void read_network_options(const std::string& json, const std::string& where, NetworkOptions& options);

// Every option, as a JSON object that read_network_options reads.
std::string to_json(const NetworkOptions& options);

}  // namespace matroute
