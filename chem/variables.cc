// Values of variables and series of them.
#include "chem/variables.h"

#include <fmt/format.h>

#include <algorithm>

namespace matroute {
namespace {

constexpr std::size_t kMaxMembers = 100'000;

[[noreturn]] void reject(const std::string& option, const std::string& why) {
  throw Error(ErrorKind::kUsage, fmt::format("--var {}: {}; expected NAME=VALUE or NAME=FIRST:LAST:STEP, such as "
                                             "x=0.1, x=1/3 or x=0:0.5:0.1",
                                             option, why));
}

// One lower-case Latin letter or one lower-case Greek letter (two bytes of UTF-8 from U+03B1 to U+03C9).
bool is_name(std::string_view name) {
  if (name.size() == 1) return name[0] >= 'a' && name[0] <= 'z';
  if (name.size() != 2) return false;
  const auto high = static_cast<unsigned char>(name[0]);
  const auto low = static_cast<unsigned char>(name[1]);
  return (high == 0xCE && low >= 0xB1 && low <= 0xBF) || (high == 0xCF && low >= 0x80 && low <= 0x89);
}

Rational value_or_reject(const std::string& option, std::string_view text) {
  const auto value = parse_rational(text);
  if (!value) reject(option, fmt::format("'{}' is no decimal or fraction", text));
  return *value;
}

std::vector<Rational> range_or_reject(const std::string& option, std::string_view text) {
  const std::size_t first_colon = text.find(':');
  if (first_colon == std::string_view::npos) return {value_or_reject(option, text)};
  const std::size_t second_colon = text.find(':', first_colon + 1);
  if (second_colon == std::string_view::npos) reject(option, "a range has three numbers");
  const Rational first = value_or_reject(option, text.substr(0, first_colon));
  const Rational last = value_or_reject(option, text.substr(first_colon + 1, second_colon - first_colon - 1));
  const Rational step = value_or_reject(option, text.substr(second_colon + 1));
  if (step.sign() == 0) reject(option, "the step is 0");
  if ((last - first).sign() * step.sign() < 0) reject(option, "the step leads away from the last value");
  if ((last - first) / step > Rational(kMaxMembers)) reject(option, fmt::format("more than {} values", kMaxMembers));
  std::vector<Rational> values;
  for (Rational value = first; step.sign() > 0 ? value <= last : value >= last; value += step) values.push_back(value);
  return values;
}

}  // namespace

std::vector<Variables> expand_variables(const std::vector<std::string>& options) {
  std::vector<Variables> members(1);
  for (const std::string& option : options) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) reject(option, "there is no '='");
    std::string name = option.substr(0, equals);
    if (name == "delta") name = "δ";
    if (!is_name(name)) reject(option, fmt::format("'{}' is no lower-case letter", name));
    const bool taken = std::ranges::find(members.front(), name, &Variables::value_type::first) != members.front().end();
    if (taken) reject(option, fmt::format("'{}' has a value already", name));
    std::vector<Rational> values;
    try {
      values = range_or_reject(option, std::string_view(option).substr(equals + 1));
    } catch (const RationalOverflow&) {
      reject(option, "a number is too large to be kept exactly");
    }
    if (members.size() * values.size() > kMaxMembers) reject(option, fmt::format("more than {} members", kMaxMembers));
    std::vector<Variables> longer;
    longer.reserve(members.size() * values.size());
    for (const Variables& member : members) {
      for (const Rational& value : values) {
        longer.push_back(member);
        longer.back().emplace_back(name, value);
      }
    }
    members = std::move(longer);
  }
  return members;
}

std::string to_text(const Variables& variables) {
  std::string text;
  for (const auto& [name, value] : variables) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, to_subscript_text(value));
  }
  return text;
}

}  // namespace matroute
