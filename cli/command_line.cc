// The command line is read by CLI11; help texts and messages are those of this program.
#include "cli/command_line.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/threads.h"
#include "cli/help.h"
#include "cli/outputs.h"
#include "cli/words.h"

namespace matroute {
namespace {

CLI::Validator choice_check(const std::vector<std::string>& choices) {
  return CLI::Validator(
      [choices](std::string& text) {
        if (std::ranges::find(choices, text) != choices.end()) return std::string();
        return fmt::format("'{}' is none of {}{}", text, fmt::join(choices, ", "), did_you_mean(text, choices));
      },
      "", "choice");
}

CLI::Validator range_check(std::pair<double, double> range) {
  return CLI::Validator(
      [range](std::string& text) {
        double value = 0;
        const bool number = CLI::detail::lexical_cast(text, value);
        if (number && value >= range.first && value <= range.second) return std::string();
        return fmt::format("{} is not in {} to {}", text, range.first, range.second);
      },
      "", "range");
}

// Refuses an empty value, such as that of --stock "$SHELF" with an unset variable, which would switch the flag off.
CLI::Validator empty_check() {
  return CLI::Validator([](std::string& text) { return text.empty() ? "the value is empty" : std::string(); }, "",
                        "empty");
}

// Refuses negative numbers, since CLI11 would turn -1 into the largest number that fits.
CLI::Validator sign_check() {
  return CLI::Validator(
      [](std::string& text) { return text.starts_with('-') ? text + " is less than 0" : std::string(); }, "", "sign");
}

CLI::Option* add_field(CLI::App& app, const Flag& flag) {
  if (const auto* on = std::get_if<bool*>(&flag.field)) return app.add_flag(flag.names, **on, flag.help);
  if (const auto* number = std::get_if<int*>(&flag.field)) return app.add_option(flag.names, **number);
  if (const auto* number = std::get_if<std::uint64_t*>(&flag.field)) return app.add_option(flag.names, **number);
  if (const auto* number = std::get_if<double*>(&flag.field)) return app.add_option(flag.names, **number);
  if (const auto* text = std::get_if<std::string*>(&flag.field)) return app.add_option(flag.names, **text);
  CLI::Option* list = app.add_option(flag.names, *std::get<std::vector<std::string>*>(flag.field));
  // A flag takes one value each time it is named, so that words after the value stay formulas.
  if (flag.names[0] == '-') list->expected(1)->allow_extra_args(false)->take_all();
  return list;
}

bool is_argument_list(const Flag& flag) {
  return flag.names[0] != '-' && std::holds_alternative<std::vector<std::string>*>(flag.field);
}

void bind_flags(CLI::App& app, const std::vector<Flag>& flags) {
  for (const Flag& flag : flags) {
    if (is_argument_list(flag)) continue;  // take_arguments() sets it, since CLI11 reads meaning into "[...]"
    CLI::Option* option = add_field(app, flag);
    if (!flag.choices.empty()) option->check(choice_check(flag.choices));
    if (flag.range) option->check(range_check(*flag.range));
    if (std::holds_alternative<std::string*>(flag.field)) option->check(empty_check());
    if (std::holds_alternative<std::uint64_t*>(flag.field)) option->check(sign_check());
    if (flag.required) option->required();
  }
}

std::vector<std::string> flag_names(const std::vector<Flag>& flags) {
  std::vector<std::string> names = {"--help"};
  for (const Flag& flag : flags) {
    for (const std::string& one : CLI::detail::split(flag.names, ',')) {
      if (one[0] == '-') names.push_back(one);
    }
  }
  return names;
}

struct Program {
  explicit Program(std::vector<Command> list) : commands(std::move(list)) {}

  std::vector<Command> commands;
  Context context;
  CLI::App app{"", "matroute"};
  std::vector<CLI::App*> apps;  // of commands, in their order
};

void add_command(Program& program, const Command& command) {
  CLI::App* parent = &program.app;
  const std::size_t space = command.name.find(' ');
  if (space != std::string::npos) {
    const std::string group = command.name.substr(0, space);
    const auto known = program.app.get_subcommands([&](CLI::App* app) { return app->get_name() == group; });
    parent = known.empty() ? program.app.add_subcommand(group) : known[0];
    parent->set_help_flag();
    parent->require_subcommand(1);
  }
  CLI::App* app = parent->add_subcommand(command.name.substr(space == std::string::npos ? 0 : space + 1));
  app->set_help_flag();
  app->allow_extras();
  bind_flags(*app, command.flags);
  bind_flags(*app, common_flags(program.context));
  program.apps.push_back(app);
}

// Index of the command that the first words name; throws Error (usage) where they name none.
std::size_t find_command(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  std::vector<std::string> names;
  std::string prefix;
  for (std::size_t level = 0; level < 2 && level < words.size(); ++level) {
    const std::string wanted = prefix + words[level];
    bool group = false;
    names.clear();
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const std::string& name = commands[i].name;
      if (name == wanted) return i;
      group = group || name.starts_with(wanted + " ");
      if (name.starts_with(prefix)) {
        names.push_back(name.substr(prefix.size(), name.find(' ', prefix.size()) - prefix.size()));
      }
    }
    if (!group) {
      throw Error(ErrorKind::kUsage, fmt::format("'{}' is no command of matroute{}; matroute --help lists them", wanted,
                                                 did_you_mean(words[level], names)));
    }
    prefix = wanted + " ";
  }
  throw Error(ErrorKind::kUsage, prefix.empty()
                                     ? "which command? matroute --help lists them"
                                     : fmt::format("which command of {0}? matroute {0} --help lists them", words[0]));
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

// The help that the arguments ask for; empty where they ask for none.
std::string wanted_help(const std::vector<Command>& commands, const std::vector<std::string>& args) {
  const auto stop = std::ranges::find(args, "--");
  if (std::find_if(args.begin(), stop, is_help) == stop) return "";
  std::vector<std::string> words;
  std::copy_if(args.begin(), stop, std::back_inserter(words), [](const auto& word) { return !word.starts_with('-'); });
  if (words.empty() || words[0] == "help") return program_help(commands);
  const bool group_alone = words.size() == 1 && std::ranges::any_of(commands, [&](const Command& command) {
                             return command.name.starts_with(words[0] + " ");
                           });
  return group_alone ? group_help(words[0], commands) : command_help(commands[find_command(commands, words)]);
}

// The message, of one line, for an error of CLI11.
std::string parse_message(const CLI::ParseError& error) {
  std::string message = error.what();
  const std::size_t colon = message.find(": ");
  if (error.get_name() == "ArgumentMismatch") {
    const bool repeated = message.find("At Most") != std::string::npos;
    return message.substr(0, colon) + (repeated ? " is given more than once" : " needs a value");
  }
  if (error.get_name() == "ConversionError" && colon != std::string::npos) {
    return message.substr(colon + 2) + " is no number that fits";
  }
  return message;
}

std::string extra_message(const std::string& extra, std::vector<Flag> flags) {
  Context unused;
  std::ranges::copy(common_flags(unused), std::back_inserter(flags));
  const std::string name = extra.substr(0, extra.find('='));
  if (!name.starts_with('-')) return fmt::format("unexpected argument '{}'", extra);
  return fmt::format("unknown option {}{}", name, did_you_mean(name, flag_names(flags)));
}

// Gives the arguments that are no flags to the flag that takes a list of arguments. Returns the first argument that no
// flag takes; empty where there is none. Throws Error (usage) where a list is required and there are no arguments.
std::string take_arguments(const std::vector<std::string>& extras, const std::vector<std::string>& behind_dashes,
                           const std::vector<Flag>& flags) {
  const auto is_flag = [](const std::string& extra) { return extra.size() > 1 && extra[0] == '-'; };
  if (const auto flag = std::ranges::find_if(extras, is_flag); flag != extras.end()) return *flag;
  std::vector<std::string> arguments = extras;
  std::ranges::copy(behind_dashes, std::back_inserter(arguments));
  const auto list = std::ranges::find_if(flags, is_argument_list);
  if (list == flags.end()) return arguments.empty() ? "" : arguments[0];
  if (list->required && arguments.empty()) throw Error(ErrorKind::kUsage, fmt::format("{} is required", list->names));
  *std::get<std::vector<std::string>*>(list->field) = std::move(arguments);
  return "";
}

int run_parsed(Program& program, std::vector<std::string> args) {
  if (args[0].starts_with('-')) {
    throw Error(ErrorKind::kUsage, fmt::format("options stand after the command, not before it: {}", args[0]));
  }
  std::vector<std::string> words;
  std::ranges::copy_if(args, std::back_inserter(words), [](const auto& word) { return !word.starts_with('-'); });
  const std::size_t index = find_command(program.commands, words);
  const Command& command = program.commands[index];
  const auto dashes = std::ranges::find(args, "--");
  const std::vector<std::string> behind(dashes == args.end() ? dashes : dashes + 1, args.end());
  args.erase(dashes, args.end());
  std::string fault;
  try {
    program.app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
    const std::string extra = take_arguments(program.apps[index]->remaining(), behind, command.flags);
    if (!extra.empty()) fault = extra_message(extra, command.flags);
  } catch (const CLI::ParseError& error) {
    fault = parse_message(error);
  }
  if (!fault.empty()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} (matroute {} --help lists the options)", fault, command.name));
  }
  if (program.context.threads > 0) set_thread_count(program.context.threads);
  return command.run(program.context);
}

}  // namespace

int run_command_line(int argc, const char* const* argv, std::vector<Command> commands) {
  std::vector<std::string> args(argv + 1, argv + argc);
  if (args.empty()) args.emplace_back("--help");
  if (args[0] == "--version") args[0] = "version";
  Program program(std::move(commands));
  if (const std::string help = wanted_help(program.commands, args); !help.empty()) {
    StandardOutput out;
    out.write(help);
    out.close();
    return 0;
  }
  program.app.set_help_flag();
  program.app.require_subcommand(1);
  for (const Command& command : program.commands) add_command(program, command);
  return run_parsed(program, args);
}

}  // namespace matroute
