// The annotations around the body of a formula: phases, dopants, coatings, states, purities.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "chem/formula_reader.h"

namespace matroute {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

void annotate(FormulaCursor& cursor, std::string kind, std::size_t start, std::size_t length) {
  cursor.formula.annotations.push_back({std::move(kind), spelled(cursor.text().substr(start, length))});
}

// "BaTiO3.", as at the end of a sentence.
void strip_full_stop(FormulaCursor& cursor) {
  const std::string_view text = cursor.text();
  if (text.size() < 2 || !text.ends_with('.') || text[text.size() - 2] == '.') return;
  cursor.formula.warnings.emplace_back("the full stop at the end was left out");
  --cursor.end;
}

// "α-Al2O3", "rutile-TiO2", "γAl2O3".
void strip_phase_prefix(FormulaCursor& cursor) {
  std::size_t word = cursor.at;
  const std::string_view text = cursor.text();
  while (word < text.size() && is_variable(text[word])) ++word;
  if (word == cursor.at || word >= text.size()) return;
  const bool dash =
      text[word] == '-' && word + 1 < text.size() && (is_upper(text[word + 1]) || is_opening(text[word + 1]));
  const bool greek =
      word == cursor.at + 1 && is_greek(text[cursor.at]) && text[cursor.at] != kDelta && is_upper(text[word]);
  const auto& variables = cursor.variables;
  const bool known =
      std::ranges::find(variables, variable_name(text[cursor.at]), &Variables::value_type::first) != variables.end();
  if (!dash && (!greek || known)) return;
  annotate(cursor, "phase", cursor.at, word - cursor.at);
  cursor.at = word + (dash ? 1 : 0);
}

// The text inside a bracket at the very end, "4N" of "La2O3(4N)"; empty where there is none.
std::string_view last_bracket(const FormulaCursor& cursor) {
  const std::string_view text = cursor.text();
  if (text.empty() || text.back() != ')') return {};
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || open <= cursor.at) return {};
  return text.substr(open + 1, text.size() - open - 2);
}

// "4N", "5N5", "99.99%", "99.9".
bool is_purity(std::string_view inside) {
  if (inside.size() >= 2 && is_digit(inside[0]) && inside[1] == 'N') {
    return std::ranges::all_of(inside.substr(2), is_digit);
  }
  const bool percent = inside.ends_with('%');
  if (percent) inside.remove_suffix(1);
  if (!inside.starts_with('9') || inside.size() < 2) return false;
  return std::ranges::all_of(inside, [](char c) { return is_digit(c) || c == '.'; }) &&
         (percent || inside.find('.') != std::string_view::npos);
}

std::string kind_of_bracket(std::string_view inside) {
  constexpr std::array<std::string_view, 6> kStates = {"s", "l", "g", "aq", "cr", "am"};
  if (std::ranges::find(kStates, inside) != kStates.end()) return "state";
  if (is_purity(inside)) return "purity";
  if (inside.size() > 2 && inside != "acac" && std::ranges::all_of(inside, is_lower)) return "phase";
  return {};
}

void strip_last_brackets(FormulaCursor& cursor) {
  for (std::string_view inside = last_bracket(cursor); !inside.empty(); inside = last_bracket(cursor)) {
    const std::string kind = kind_of_bracket(inside);
    if (kind.empty()) return;
    const std::size_t start = cursor.end - inside.size() - 1;
    annotate(cursor, kind, start, inside.size());
    cursor.end = start - 1;
  }
}

// "LiFePO4/C", "Si@C", "LiCoO2/graphene": the part behind the sign is on the compound, not in it.
void strip_coating(FormulaCursor& cursor) {
  const std::string_view text = cursor.text();
  for (std::size_t i = cursor.at + 1; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool word = is_lower(next) && i + 2 < text.size() && (is_lower(text[i + 2]) || is_upper(text[i + 2]));
    if (text[i] != '@' && (text[i] != '/' || (!is_upper(next) && !word))) continue;
    if (next == '\0') cursor.fail(fmt::format("nothing stands after '{}'", text[i]), i);
    annotate(cursor, "coating", i + 1, text.size() - i - 1);
    cursor.formula.warnings.push_back(
        fmt::format("'{}' was read as a coating or second phase and left out", spelled(text.substr(i))));
    cursor.end = i;
    return;
  }
}

// "%", "at%", "mol%", "at.%": hundredths; "wt%" gives no amount.
enum class Percent { kNone, kAtoms, kWeight };

Percent read_percent(FormulaCursor& cursor) {
  for (const std::string_view unit : {"at.%", "mol.%", "at%", "mol%", "mole%", "%", "wt.%", "wt%"}) {
    if (!cursor.text().substr(cursor.at).starts_with(unit)) continue;
    cursor.at += unit.size();
    return unit.starts_with("wt") ? Percent::kWeight : Percent::kAtoms;
  }
  return Percent::kNone;
}

// "5%", "1at.%": a number with its unit, whose letters would else be read as variables. Nothing is consumed where
// no unit follows.
Percent read_number_of_percent(FormulaCursor& cursor, Amount& amount) {
  if (!is_digit(cursor.peek()) && cursor.peek() != '.') return Percent::kNone;
  FormulaCursor ahead = cursor;
  const Rational value = read_number(ahead);
  const Percent percent = read_percent(ahead);
  if (percent == Percent::kNone || value.sign() == 0) return Percent::kNone;
  cursor.at = ahead.at;
  amount.value = value;
  amount.stated = true;
  return percent;
}

// The charge of "Eu3+", "Ce+", "Dy3": digits in front of a sign.
void skip_charge(FormulaCursor& cursor) {
  std::size_t past = cursor.at;
  while (past < cursor.end && is_digit(cursor.folded.text[past])) ++past;
  if (past < cursor.end && (cursor.folded.text[past] == '+' || cursor.folded.text[past] == '-')) cursor.at = past + 1;
}

// One dopant: "Ce0.06", "5%Eu", "Eu3+", "0.02Dy3+", "xTb".
void read_dopant(FormulaCursor& cursor) {
  Amount amount;
  Percent percent = read_number_of_percent(cursor, amount);
  if (!amount.stated) {
    amount = read_multiplier(cursor);
    percent = read_percent(cursor);
  }
  if (cursor.peek() == '^') ++cursor.at;
  const std::string_view text = cursor.text();
  const std::size_t start = cursor.at;
  auto element = element_from_symbol(text.substr(start, 2));
  std::size_t length = 2;
  if (!element || text.substr(start, 2).size() < 2) {
    element = element_from_symbol(text.substr(start, 1));
    length = 1;
  }
  if (!element) cursor.fail("expected the element of a dopant here, as in :Eu or :5%Eu", start);
  cursor.at += length;
  if (cursor.peek() == '^') ++cursor.at;
  skip_charge(cursor);
  if (!amount.stated) percent = read_number_of_percent(cursor, amount);
  if (!amount.stated) amount = read_subscript(cursor, {});
  if (percent == Percent::kNone) percent = read_percent(cursor);
  skip_charge(cursor);
  Dopant dopant{*element, std::nullopt};
  if (percent == Percent::kWeight) cursor.formula.warnings.emplace_back("a dopant in wt% is kept without its amount");
  if (amount.stated && percent != Percent::kWeight) {
    dopant.amount = percent == Percent::kAtoms ? amount.value / Rational(100) : amount.value;
  }
  if (dopant.amount && dopant.amount->sign() == 0) return;
  cursor.formula.dopants.push_back(dopant);
}

// "Ce:Y3Al5O12", as laser crystals are written: an element in front and a whole compound where dopants belong.
void refuse_swapped_host(const FormulaCursor& cursor, std::size_t colon) {
  const std::string_view host = cursor.text().substr(cursor.at, colon - cursor.at);
  if (!element_from_symbol(host)) return;
  const std::string_view compound = cursor.text().substr(colon + 1);
  cursor.fail(fmt::format("dopants stand behind the compound, as in {}:{}", spelled(compound), host), cursor.at);
}

void strip_dopants(FormulaCursor& cursor) {
  const std::size_t colon = cursor.text().find(':', cursor.at);
  if (colon == std::string_view::npos) return;
  FormulaCursor dopants = cursor;
  dopants.at = colon + 1;
  if (dopants.done()) cursor.fail("nothing stands after ':'; expected a dopant, as in :Eu or :5%Eu", colon);
  annotate(cursor, "dopant", colon + 1, cursor.end - colon - 1);
  for (;;) {
    read_dopant(dopants);
    if (dopants.done()) break;
    constexpr std::string_view kSeparators = ",/+&:;";
    if (kSeparators.find(dopants.peek()) != std::string_view::npos) {
      ++dopants.at;
    } else if (is_upper(dopants.peek())) {
      refuse_swapped_host(cursor, colon);
    } else {
      dopants.fail("expected ',' and another dopant, or the end", dopants.at);
    }
  }
  cursor.end = colon;
}

// "Fe3+", "PO4 3-", "[OH-]", "Fe^3+", "NH4+".
void refuse_ion(const FormulaCursor& cursor) {
  const std::string_view text = cursor.text();
  if (const std::size_t caret = text.find('^', cursor.at); caret != std::string_view::npos) {
    cursor.fail("a charge makes this an ion; expected a compound", caret);
  }
  std::size_t last = text.size();
  while (last > cursor.at && is_closing(text[last - 1])) --last;
  if (last > cursor.at && (text[last - 1] == '+' || text[last - 1] == '-')) {
    if (last - 1 == cursor.at) cursor.fail("expected a formula here", cursor.at);
    cursor.fail("a charge makes this an ion; expected a compound", last - 1);
  }
}

}  // namespace

void strip_annotations(FormulaCursor& cursor) {
  strip_full_stop(cursor);
  strip_phase_prefix(cursor);
  strip_dopants(cursor);
  strip_last_brackets(cursor);
  strip_coating(cursor);
  strip_last_brackets(cursor);
  refuse_ion(cursor);
}

Composition abbreviated_ligand(std::string_view text, std::size_t at, std::size_t& length) {
  using enum Element;
  struct Abbreviation {
    std::string_view text;
    Composition composition;
  };
  static const std::array<Abbreviation, 10> abbreviations = {{
      {"OAc", {{C, 2}, {H, 3}, {O, 2}}},
      {"Ac", {{C, 2}, {H, 3}, {O, 2}}},
      {"OiPr", {{O, 1}, {C, 3}, {H, 7}}},
      {"OPri", {{O, 1}, {C, 3}, {H, 7}}},
      {"OnPr", {{O, 1}, {C, 3}, {H, 7}}},
      {"OtBu", {{O, 1}, {C, 4}, {H, 9}}},
      {"OBu", {{O, 1}, {C, 4}, {H, 9}}},
      {"OEt", {{O, 1}, {C, 2}, {H, 5}}},
      {"OMe", {{O, 1}, {C, 1}, {H, 3}}},
      {"acac", {{C, 5}, {H, 7}, {O, 2}}},
  }};
  length = 0;
  if (at == 0 || !is_opening(text[at - 1])) return {};
  for (const auto& [abbreviation, composition] : abbreviations) {
    const std::size_t past = at + abbreviation.size();
    if (text.substr(at, abbreviation.size()) != abbreviation || past >= text.size() || !is_closing(text[past]))
      continue;
    length = abbreviation.size();
    return composition;
  }
  return {};
}

}  // namespace matroute
