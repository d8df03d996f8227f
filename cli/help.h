// The texts of --help: 80 columns, flags with their range and default, examples.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace matroute {

std::string program_help(const std::vector<Command>& commands);
// The help of a group of subcommands, such as "data".
std::string group_help(const std::string& group, const std::vector<Command>& commands);
// To be called before the command line is read, since the defaults shown are the present values of the fields.
std::string command_help(const Command& command);

// The flags of every subcommand, bound to the context.
std::vector<Flag> common_flags(Context& context);

}  // namespace matroute
