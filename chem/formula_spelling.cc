// Likely meanings of a formula in the wrong case: "li2co3" may be Li2CO3.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "chem/formula_reader.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxLetters = 24;
constexpr std::size_t kMaxReadings = 64;

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return is_upper(to_upper(c)); }

// How surprising an element is in a formula; the sum over a reading orders the readings.
int surprise(Element element) {
  constexpr std::array kCommon = {Element::O, Element::H, Element::C,  Element::N,  Element::S,  Element::P,
                                  Element::F, Element::B, Element::Li, Element::Na, Element::Cl, Element::Si};
  if (std::ranges::find(kCommon, element) != kCommon.end()) return 2;
  const std::size_t z = atomic_number(element);
  const bool radioactive = z >= atomic_number(Element::Po) || element == Element::Tc || element == Element::Pm;
  const bool noble = element == Element::He || element == Element::Ne || element == Element::Ar ||
                     element == Element::Kr || element == Element::Xe;
  return radioactive || noble ? 12 : 3;
}

struct Reading {
  std::string text;
  int surprise = 0;
};

// Extends every reading by the character at index, then by the element that may start there.
std::vector<Reading> readings_of(std::string_view text) {
  std::vector<std::vector<Reading>> at(text.size() + 1);
  at[0].push_back({});
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const Reading& reading : at[i]) {
      if (!is_letter(text[i])) {
        at[i + 1].push_back({reading.text + text[i], reading.surprise});
        continue;
      }
      for (const std::size_t length : {std::size_t{1}, std::size_t{2}}) {
        if (i + length > text.size() || (length == 2 && !is_letter(text[i + 1]))) continue;
        std::string name(1, to_upper(text[i]));
        if (length == 2) name += to_lower(text[i + 1]);
        const auto element = element_from_symbol(name);
        if (!element || at[i + length].size() >= kMaxReadings) continue;
        at[i + length].push_back({reading.text + name, reading.surprise + surprise(*element)});
      }
    }
  }
  return at[text.size()];
}

}  // namespace

std::string likely_spelling(std::string_view text) {
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, is_letter));
  const bool plain =
      std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '(' || c == ')' || c == '.'; });
  if (letters == 0 || letters > kMaxLetters || !plain) return {};
  std::vector<Reading> readings = readings_of(text);
  std::ranges::stable_sort(readings, {}, &Reading::surprise);
  std::vector<std::string> best;
  for (const Reading& reading : readings) {
    if (best.size() == 2 || reading.surprise > readings.front().surprise + 1) break;
    if (reading.text == text) continue;
    const FoldedText folded{reading.text, {}, {}};
    const Variables no_variables;
    Formula unused;
    FormulaCursor cursor{folded, no_variables, unused, 0, folded.text.size()};
    try {
      read_body(cursor);
    } catch (const FormulaFailure&) {
      continue;
    } catch (const RationalOverflow&) {
      continue;
    }
    best.push_back(reading.text);
  }
  return best.size() == 2 ? fmt::format("{} or {}", best[0], best[1]) : best.empty() ? std::string() : best[0];
}

}  // namespace matroute
