// Help texts from the tables of the subcommands.
#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cli/commands.h"

namespace matroute {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kHelpColumn = 26;

// Words of `text` from column kHelpColumn on, wrapped; the first line begins with `head`.
std::string hanging(const std::string& head, const std::string& text) {
  std::string out = head;
  std::size_t column = head.size();
  if (column + 2 > kHelpColumn) {
    out += '\n';
    column = 0;
  }
  out.append(kHelpColumn - column, ' ');
  column = kHelpColumn;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::size_t length = end - begin;
    if (column > kHelpColumn && column + 1 + length > kColumns) {
      out += '\n' + std::string(kHelpColumn, ' ');
      column = kHelpColumn;
    } else if (column > kHelpColumn) {
      out += ' ';
      ++column;
    }
    out += text.substr(begin, length);
    column += length;
    begin = end + 1;
  }
  return out + '\n';
}

// The default of a flag. Empty where there is none, or where the default is a number out of range, whose meaning the
// help of the flag tells.
std::string default_text(const Flag& flag) {
  const Field& field = flag.field;
  if (const auto* text = std::get_if<std::string*>(&field)) return **text;
  if (const auto* number = std::get_if<int*>(&field)) {
    const bool can_be_given = !flag.range || **number >= flag.range->first;
    return can_be_given ? fmt::format("{}", **number) : "";
  }
  if (const auto* number = std::get_if<std::uint64_t*>(&field)) return fmt::format("{}", **number);
  if (const auto* number = std::get_if<double*>(&field)) return fmt::format("{}", **number);
  return "";
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

// The names of a flag and of its value: "-k N".
std::string flag_head(const Flag& flag) {
  std::string names = flag.names;
  for (std::size_t at = names.find(','); at != std::string::npos; at = names.find(',', at + 2))
    names.insert(at + 1, " ");
  const std::string value = flag.choices.empty() ? flag.value : joined(flag.choices, "|");
  return "  " + names + (value.empty() ? "" : " " + value);
}

std::string range_text(const Flag& flag) {
  if (!flag.range) return "";
  const auto [low, high] = *flag.range;
  if (high >= std::numeric_limits<std::int32_t>::max()) return fmt::format("{} or more", low);
  return fmt::format("{} to {}", low, high);
}

std::string flag_help(const Flag& flag) {
  std::string text = flag.help;
  std::vector<std::string> notes;
  if (flag.required) notes.emplace_back("required");
  if (const std::string range = range_text(flag); !range.empty()) notes.push_back(range);
  if (const std::string value = default_text(flag); !value.empty()) notes.push_back("default " + value);
  if (std::holds_alternative<std::vector<std::string>*>(flag.field) && flag.names[0] == '-') {
    notes.emplace_back("can be repeated");
  }
  if (!notes.empty()) text += " (" + joined(notes, ", ") + ")";
  return hanging(flag_head(flag), text);
}

std::string usage_text(const Command& command) {
  return "Usage: matroute " + command.name + (command.synopsis.empty() ? "" : " " + command.synopsis) + "\n";
}

std::string list_line(const std::string& name, const std::string& summary) { return hanging("  " + name, summary); }

}  // namespace

std::vector<Flag> common_flags(Context& context) {
  return {
      {.names = "--threads",
       .field = &context.threads,
       .help = "threads to use; 0 means all cores",
       .value = "N",
       .range = {{0, 4096}}},
      {.names = "--quiet", .field = &context.quiet, .help = "only errors on stderr"},
      {.names = "--log-level",
       .field = &context.log_level,
       .help = "how much to say on stderr",
       .choices = {"error", "warning", "info", "debug"}},
      {.names = "--progress",
       .field = &context.progress,
       .help = "progress on stderr; auto is a bar on a terminal and plain lines elsewhere",
       .choices = {"auto", "bar", "plain", "json", "none"}},
  };
}

std::string program_help(const std::vector<Command>& commands) {
  std::string out =
      "Synthesis routes for inorganic compounds: ranked sets of precursors with exactly\n"
      "balanced reactions.\n\nUsage: matroute COMMAND [OPTIONS]\n\nCommands:\n";
  std::vector<std::string> seen;
  for (const Command& command : commands) {
    const std::size_t space = command.name.find(' ');
    const std::string name = command.name.substr(0, space);
    if (std::ranges::find(seen, name) != seen.end()) continue;
    seen.push_back(name);
    std::string summary = command.summary;
    for (const auto& [group, text] : command_groups()) {
      if (space != std::string::npos && group == name) summary = text;
    }
    out += list_line(name, summary);
  }
  return out + "\nmatroute COMMAND --help explains a command and shows examples.\n";
}

std::string group_help(const std::string& group, const std::vector<Command>& commands) {
  std::string out = "Usage: matroute " + group + " COMMAND [OPTIONS]\n\nCommands:\n";
  for (const Command& command : commands) {
    if (command.name.starts_with(group + " ")) out += list_line(command.name.substr(group.size() + 1), command.summary);
  }
  return out + "\nmatroute " + group + " COMMAND --help explains a command and shows examples.\n";
}

std::string command_help(const Command& command) {
  std::string out = command.summary + "\n\n" + usage_text(command);
  std::string arguments;
  std::string options;
  for (const Flag& flag : command.flags) (flag.names[0] == '-' ? options : arguments) += flag_help(flag);
  if (!arguments.empty()) out += "\nArguments:\n" + arguments;
  if (!options.empty()) out += "\nOptions:\n" + options;
  Context defaults;
  out += "\nOptions of every command:\n" + hanging("  -h, --help", "this text");
  for (const Flag& flag : common_flags(defaults)) out += flag_help(flag);
  if (!command.examples.empty()) out += "\nExamples:\n" + command.examples;
  return out;
}

}  // namespace matroute
