// The options of `matroute predict`, and their form in a results file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/input_options.h"
#include "predict/constraint_text.h"

namespace matroute {

struct PredictOptions {
  InputOptions input;
  std::string output;  // HDF5; empty: text on standard output
  std::string format;  // empty: table on a terminal, else jsonl
  std::uint64_t routes = 10;
  ConstraintTexts constraints{.stock_file = "", .forbid = {}, .require = {}, .method = "any"};
  std::string atmosphere = "unstated";
  std::string model;  // model folder; empty: that of find_model()
  std::string device = "auto";
  std::uint64_t batch_size = 2048;
  std::uint64_t seed = 0;
  bool explain = false;
  bool overwrite = false;
  bool unbalanced = false;
};

std::vector<Flag> predict_flags(PredictOptions& options);

// Throws Error (usage) where options contradict each other.
void check(const PredictOptions& options);

// JSON objects: configuration_json holds every option, search_json only the options that change which routes are found.
std::string configuration_json(const PredictOptions& options, const std::string& model, int threads);
std::string search_json(const PredictOptions& options);

}  // namespace matroute
