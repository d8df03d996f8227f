// Every subcommand of the program, in the order of `matroute --help`.
#pragma once

#include <vector>

#include "cli/command.h"

namespace matroute {

Command balance_command();
Command data_export_command();
Command data_import_command();
Command data_split_command();
Command data_stats_command();
Command data_validate_command();
Command doctor_command();
Command evaluate_command();
Command export_command();
Command merge_command();
Command model_info_command();
Command parse_command();
Command predict_command();
Command train_command();
Command validate_command();
Command version_command();

inline std::vector<Command> all_commands() {
  return {
      predict_command(),       parse_command(),      balance_command(),     export_command(),
      merge_command(),         validate_command(),   data_import_command(), data_stats_command(),
      data_validate_command(), data_split_command(), data_export_command(), train_command(),
      evaluate_command(),      model_info_command(), doctor_command(),      version_command(),
  };
}

// Groups of subcommands with their summaries in `matroute --help`.
inline std::vector<std::pair<std::string, std::string>> command_groups() {
  return {{"data", "Corpora of recipes: import, look at, check, split, export"}, {"model", "Model folders"}};
}

}  // namespace matroute
