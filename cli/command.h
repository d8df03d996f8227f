// The parts of a subcommand: its help, one table that binds flags to fields, and the function that runs it. A
// subcommand is one file cli/NAME.cc with a function `Command NAME_command()`, listed in cli/commands.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace matroute {

// Options that every subcommand takes.
struct Context {
  int threads = 0;                 // 0: all cores
  bool quiet = false;              // only errors on stderr
  std::string log_level = "info";  // error, warning, info, debug
  std::string progress = "auto";   // auto: bar on a terminal, else plain
};

// The variable that a flag sets; its value before the command line is read is the default. A bool is a flag without a
// value.
using Field = std::variant<bool*, int*, std::uint64_t*, double*, std::string*, std::vector<std::string>*>;

struct Flag {
  std::string names;  // "-k,--top-k"; a name without dashes is a positional argument
  Field field;
  std::string help;
  std::string value = {};                               // name of the value in the help: "FILE"
  std::vector<std::string> choices = {};                // where not empty: the only values allowed
  std::optional<std::pair<double, double>> range = {};  // lowest and highest value allowed
  bool required = false;
};

struct Command {
  std::string name;      // "predict"; "data import" is the import of the group data
  std::string summary;   // one line
  std::string synopsis;  // what follows `matroute predict` in the usage line; breaks its own lines
  std::vector<Flag> flags;
  std::string examples;  // lines as typed, each preceded by two spaces
  // Runs the subcommand and returns the exit code; throws Error. The function owns the fields of the flags.
  std::function<int(const Context&)> run;
};

// Lines on stderr, each preceded by "matroute: "; lines below the log level of the context are not printed.
void log_error(const Context& context, const std::string& text);
void log_warning(const Context& context, const std::string& text);
void log_info(const Context& context, const std::string& text);
void log_debug(const Context& context, const std::string& text);

}  // namespace matroute
