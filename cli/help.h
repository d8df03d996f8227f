// The texts of --help: 80 columns, flags with their range and default, examples.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace matroute {

std::string program_help(const std::vector<Command>& commands);
// Of the subcommands of one group, "data".
std::string group_help(const std::string& group, const std::vector<Command>& commands);
// The defaults are what the fields hold now: to be called before the command line is read.
std::string command_help(const Command& command);

// The flags of every subcommand, bound to the context.
std::vector<Flag> common_flags(Context& context);

}  // namespace matroute
