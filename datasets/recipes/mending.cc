// Rules in a fixed order: white space, dots, water, grade, then the tables of salts and names.
#include "datasets/recipes/mending.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace matroute {
namespace {

constexpr std::string_view kDot = "·";
// Everything that papers put between a salt and its water, and within formulas for the same purpose.
constexpr std::array<std::string_view, 5> kDots = {"•", "∙", "⋅", "・", "‧"};

struct SaltCharge {
  std::string_view metal;
  int nitrate;
  int acetate;
  int carbonate;
};

constexpr SaltCharge kSaltCharges[] = {
#include "datasets/recipes/mending_salts.inc"
};

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
#include "datasets/recipes/mending_names.inc"
};

struct Anion {
  std::string_view text;
  int charge;
  int SaltCharge::*metal_charge;
};

constexpr Anion kAnions[] = {{"NO3", 1, &SaltCharge::nitrate},
                             {"CH3COO", 1, &SaltCharge::acetate},
                             {"CH3CO2", 1, &SaltCharge::acetate},
                             {"C2H3O2", 1, &SaltCharge::acetate},
                             {"CO3", 2, &SaltCharge::carbonate}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Whether the text ends in the amount of water: "Fe(NO3)3·9".
bool ends_in_water_amount(std::string_view text) {
  const std::size_t last = text.find_last_not_of("0123456789.");
  return last != text.npos && last + 1 < text.size() && text.substr(0, last + 1).ends_with(kDot);
}

// A space before water stands for the dot: "Co(NO3)2 6H2O"; any other is a stray.
std::string without_spaces(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_space = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r';
    if (!is_space) {
      result += text[i];
      continue;
    }
    std::size_t next = text.find_first_not_of(" \t\r\n", i);
    std::size_t after = next;
    while (after < text.size() && (is_digit(text[after]) || text[after] == '.')) ++after;
    const bool stray = after == next && ends_in_water_amount(result);  // "Fe(NO3)3·9 H2O"
    const bool before_water = !stray && next < text.size() && text.substr(after).starts_with("H2O");
    if (before_water && !result.empty() && !result.ends_with(kDot) && !result.ends_with('.')) result += kDot;
    if (next > text.size()) break;
    i = next - 1;
  }
  return result;
}

// "number or nothing, then H2O, then the end", from a place in the text; also n, x or m for the number.
bool is_water(std::string_view text) {
  if (!text.empty() && (text[0] == 'n' || text[0] == 'x' || text[0] == 'm')) return text.substr(1) == "H2O";
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  return text.substr(digits) == "H2O";
}

// Brings any joiner before the water at the end to one dot.
std::string with_one_joiner(std::string text) {
  replace_all(text, "··", kDot);
  replace_all(text, ".·", kDot);
  const std::size_t water = text.rfind("H2O");
  if (water == text.npos || water + 3 != text.size()) return text;
  std::size_t number = water;
  while (number > 0 && (is_digit(text[number - 1]) || text[number - 1] == '.')) --number;
  // "Co(NO3)2.6·H2O": the dot stands behind the number.
  if (number == water && text.substr(0, water).ends_with(kDot)) {
    std::size_t begin = water - kDot.size();
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    if (begin > 0 && text[begin - 1] == '.' && begin < water - kDot.size()) {
      return text.substr(0, begin - 1) + std::string(kDot) + text.substr(begin, water - kDot.size() - begin) + "H2O";
    }
    return text;
  }
  // "(NO3)3.6H2O": the run holds "3.6" or begins with ".": what follows its first full stop is the number.
  const std::string run = text.substr(number, water - number);
  const std::size_t stop = run.find('.');
  const bool joined = text.substr(0, number).ends_with(kDot);
  if (!joined && stop != run.npos && run.find('.', stop + 1) == run.npos) {
    return text.substr(0, number + stop) + std::string(kDot) + text.substr(number + stop + 1);
  }
  // "Mn(NO3)2-4H2O", "La(NO3)3x6H2O": a hyphen or x behind a digit or bracket.
  const bool marked = number >= 2 && (text[number - 1] == '-' || text[number - 1] == 'x') && number < water &&
                      (is_digit(text[number - 2]) || text[number - 2] == ')');
  if (marked) return text.substr(0, number - 1) + std::string(kDot) + text.substr(number);
  return text;
}

std::string with_plain_water(std::string text) {
  if (text.ends_with("H20")) text.back() = 'O';
  const std::size_t at = text.find("·(H2O)");
  const std::size_t number = at + 7;
  if (at != text.npos && number < text.size() && is_digit(text[number]) && is_water(text.substr(number) + "H2O")) {
    return text.substr(0, at) + std::string(kDot) + text.substr(number) + "H2O";
  }
  return text;
}

std::string with_one_unknown(std::string text) {
  for (const std::string_view end : {"·nH2O", "·mH2O", "·(H2O)n", "·(n)H2O", "·(x)H2O", "·(H2O)x", "·yH2O"}) {
    if (text.ends_with(end)) return text.substr(0, text.size() - end.size()) + "·xH2O";
  }
  return text;
}

// "(4N)", "(99.9N)", "(C.P.)" at the end.
std::string without_purity(std::string text) {
  const std::size_t open = text.rfind('(');
  if (open == text.npos || open == 0 || !text.ends_with(')')) return text;
  const std::string grade = text.substr(open + 1, text.size() - open - 2);
  const bool nines =
      grade.size() >= 2 && grade.ends_with('N') && grade.find_first_not_of("0123456789.") == grade.size() - 1;
  for (const std::string_view known : {"C.P.", "A.R.", "AR", "CP", "G.R."}) {
    if (grade == known) return text.substr(0, open);
  }
  return nines ? text.substr(0, open) : text;
}

bool is_bracketed(std::string_view text) {
  if (text.size() < 3 || text.front() != '(' || text.back() != ')') return false;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0 && i + 1 < text.size()) return false;
  }
  return depth == 0;
}

std::string without_punctuation(std::string text) {
  while (text.ends_with('.') || text.ends_with(',') || text.ends_with(';')) text.pop_back();
  while (text.ends_with(kDot)) text.resize(text.size() - kDot.size());
  while (is_bracketed(text)) text = text.substr(1, text.size() - 2);
  return text;
}

// A small positive number at a place, or 1 where there is none; moves the place on.
int read_count(std::string_view text, std::size_t& at) {
  int count = 1;
  const auto result = std::from_chars(text.data() + at, text.data() + text.size(), count);
  if (result.ec != std::errc()) return 1;
  at = static_cast<std::size_t>(result.ptr - text.data());
  return count;
}

// "M2(NO3)3" in parts; empty where the text is anything else.
struct Salt {
  const SaltCharge* metal = nullptr;
  const Anion* anion = nullptr;
  int metals = 1;
  int anions = 1;
};

std::optional<Salt> read_salt(std::string_view text) {
  Salt salt;
  std::size_t at = text.size() > 1 && is_lower(text[1]) ? 2 : 1;
  if (text.size() < 4 || !is_upper(text[0])) return std::nullopt;
  for (const SaltCharge& known : kSaltCharges) {
    if (known.metal == text.substr(0, at)) salt.metal = &known;
  }
  if (salt.metal == nullptr) return std::nullopt;
  salt.metals = read_count(text, at);
  const bool bracket = at < text.size() && text[at] == '(';
  if (bracket) ++at;
  for (const Anion& known : kAnions) {
    if (text.substr(at).starts_with(known.text)) salt.anion = &known;
  }
  if (salt.anion == nullptr) return std::nullopt;
  at += salt.anion->text.size();
  if (bracket && (at >= text.size() || text[at++] != ')')) return std::nullopt;
  if (bracket) salt.anions = read_count(text, at);
  if (at != text.size()) return std::nullopt;
  return salt;
}

std::string salt_text(const Salt& salt, int charge) {
  const bool even = charge % salt.anion->charge == 0;
  const int metals = even ? 1 : salt.anion->charge;
  const int anions = even ? charge / salt.anion->charge : charge;
  std::string text(salt.metal->metal);
  if (metals > 1) text += std::to_string(metals);
  if (anions == 1) return text + std::string(salt.anion->text);
  return text + "(" + std::string(salt.anion->text) + ")" + std::to_string(anions);
}

// The text without its water, and the water with its dot.
std::pair<std::string, std::string> split_water(const std::string& text) {
  const std::size_t dot = text.rfind(kDot);
  if (dot == text.npos || !is_water(text.substr(dot + kDot.size()))) return {text, ""};
  return {text.substr(0, dot), text.substr(dot)};
}

std::string with_real_salt(std::string text) {
  const auto [dry, water] = split_water(text);
  const auto salt = read_salt(dry);
  if (!salt) return text;
  const int charge = salt->metal->*(salt->anion->metal_charge);
  if (charge == 0 || salt->metals * charge == salt->anions * salt->anion->charge) return text;
  return salt_text(*salt, charge) + water;
}

std::string with_known_name(std::string text) {
  const auto [dry, water] = split_water(text);
  if (dry == "Fe(NO3)2" && water == "·9H2O") return "Fe(NO3)3·9H2O";
  for (const auto& [name, meaning] : kNames) {
    if (dry == name) return std::string(meaning) + water;
  }
  return text;
}

}  // namespace

std::string mend_precursor(std::string_view given, MendingCounts& counts) {
  std::string text(given);
  const auto apply = [&](Mending kind, auto&& rule) {
    std::string mended = rule(text);
    if (mended == text) return;
    ++counts[static_cast<std::size_t>(kind)];
    text = std::move(mended);
  };
  // One spelling of the dot is no mending: all of them mean the same.
  for (const std::string_view dot : kDots) replace_all(text, dot, kDot);
  apply(Mending::kSpace, without_spaces);
  apply(Mending::kPunctuation, without_punctuation);
  apply(Mending::kPurity, without_purity);
  apply(Mending::kWater, with_plain_water);
  apply(Mending::kName, with_known_name);  // before "SiO20.59H2O" is cut at its full stop
  apply(Mending::kJoiner, with_one_joiner);
  apply(Mending::kUnknownWater, with_one_unknown);
  apply(Mending::kName, with_known_name);
  apply(Mending::kSalt, with_real_salt);
  return text;
}

bool is_fragment(std::string_view text) {
  constexpr std::string_view kFragments[] = {"O", "N", "H", "O3", "O6", "O2O3", "ON50", "NO3", "NH4", "OH", "CO3"};
  return std::find(std::begin(kFragments), std::end(kFragments), text) != std::end(kFragments);
}

}  // namespace matroute
