// The options of `matroute evaluate`.
#pragma once

#include <string>

#include "cli/command.h"

namespace matroute {

struct EvaluateCommandOptions {
  std::string corpus;
  std::string model;
  std::string part;  // empty: test, where there is a split
  int routes = 20;
  std::string method = "any";
  std::string balance = "on";
  std::string target_elements;  // empty: as the model was trained
  std::string format = "table";
  std::string device = "auto";
};

// Returns the exit code. Computes with libtorch: called through compute().
int run_evaluate(const EvaluateCommandOptions& options, const Context& context);

}  // namespace matroute
