// Reads the command line and runs the subcommand that it names.
#pragma once

#include <vector>

#include "cli/command.h"

namespace matroute {

// Returns the exit code of the program. Throws Error (usage) where the command line cannot be read.
int run_command_line(int argc, const char* const* argv, std::vector<Command> commands);

}  // namespace matroute
