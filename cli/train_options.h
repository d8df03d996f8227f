// The options of `matroute train`.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace matroute {

struct TrainOptions {
  std::string corpus;
  std::string output;
  std::string ranker;  // "counting" or "network"; empty: network where there is a base, else counting
  std::string valid;
  std::string part;  // empty: train, where there is a split
  std::string target_elements = "full";
  std::vector<std::string> citations;
  std::string licence = "not stated; that of the training data applies";
  std::string config;
  std::string base;  // model folder that training is continued from; empty: none
  std::string device = "auto";
  std::string metrics;
  int members = -1;  // -1: as in `config`
  int seed = -1;     // -1: as in `config`
  bool resume = false;
  bool overwrite = false;
};

// Returns the exit code. Computes with libtorch: called through compute().
int run_train(const TrainOptions& options, const Context& context);

}  // namespace matroute
