// What `matroute train` was asked for.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace matroute {

struct TrainOptions {
  std::string corpus;
  std::string output;
  std::string ranker;  // empty: counting, or network where there is a base
  std::string valid;
  std::string part;  // empty: train, where there is a split
  std::string target_elements = "full";
  std::vector<std::string> citations;
  std::string licence = "not stated; that of the training data applies";
  std::string config;
  std::string base;  // model folder
  std::string device = "auto";
  std::string metrics;
  int members = -1;  // that of the configuration
  int seed = -1;     // likewise
  bool resume = false;
  bool overwrite = false;
};

// Returns the exit code. Part of what computes: called through compute().
int run_train(const TrainOptions& options, const Context& context);

}  // namespace matroute
