// The source of formulas, the command line or a file of rows: flags that predict, parse and balance share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "cli/command.h"
#include "predict/stream/target_source.h"

namespace matroute {

struct InputOptions {
  std::vector<std::string> formulas;
  std::string file;
  std::string formula_column;
  std::string id_column;
  std::vector<std::string> variables;
};

std::vector<Flag> input_flags(InputOptions& options);

// Throws Error (usage) unless either formulas or a file are given, and where columns are named without a file.
std::unique_ptr<TargetSource> open_input(const InputOptions& options);

// Number of rows, to estimate the time left; empty where it cannot be told beforehand.
std::optional<std::uint64_t> estimated_rows(const InputOptions& options);

// The names for --atmosphere, and the atmosphere of a name. Throws Error (internal) for any other name.
std::vector<std::string> atmosphere_choices();
AskedAtmosphere asked_atmosphere(const std::string& name);

// The choices of --method: `others`, then the names of the methods that can be asked for.
std::vector<std::string> method_choices(std::vector<std::string> others);

// The format: the value of --format where it is not empty, else `table` on a terminal and `otherwise` elsewhere.
std::string chosen_format(const std::string& format, const std::string& otherwise);

}  // namespace matroute
