// Choosing the printed form of a precursor.
#include "train/printed_form.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "chem/composition_key.h"

namespace matroute {
namespace {

constexpr std::string_view kMiddleDot = "\u00B7";

std::string without_spaces(std::string_view text) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept), [](char c) { return c != ' ' && c != '\t'; });
  return kept;
}

// "NiCl2·xH2O" to "NiCl2": the part before the last dot of any kind.
std::string without_water(const std::string& text) {
  std::size_t cut = std::string::npos;
  for (const std::string_view dot : {kMiddleDot, std::string_view("\u2022"), std::string_view("\u2219"),
                                     std::string_view("\u22C5"), std::string_view("*"), std::string_view(".")}) {
    const std::size_t at = text.rfind(dot);
    if (at != std::string::npos && (cut == std::string::npos || at > cut)) cut = at;
  }
  return cut == std::string::npos ? text : text.substr(0, cut);
}

bool is_plain(std::string_view text) {
  constexpr std::string_view kOthers = "()[].";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter_or_digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool opens = c == '(' || c == '[';
    if (opens && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') return false;  // "0.82(1)", "(4H2O)"
    if (letter_or_digit || kOthers.find(c) != std::string_view::npos) continue;
    if (text.substr(i, kMiddleDot.size()) != kMiddleDot) return false;
    i += kMiddleDot.size() - 1;
  }
  return !text.empty();
}

}  // namespace

std::optional<std::string> printed_form(const Formula& formula) {
  std::string text = without_spaces(formula.text);
  if (formula.unstated_water) text = without_water(text);
  if (!is_plain(text)) return std::nullopt;
  const auto read = parse_formula(text);
  if (!read || !read->warnings.empty() || read->unstated_water) return std::nullopt;
  const bool annotated = std::any_of(read->annotations.begin(), read->annotations.end(),
                                     [](const Annotation& a) { return a.kind != "hydrate" && a.kind != "ligand"; });
  if (annotated || !(read->composition == formula.composition)) return std::nullopt;
  return text;
}

void PrintedForms::add(const Formula& formula, double weight) {
  if (const auto text = printed_form(formula))
    weights_[*text] += weight;
  else if (fallback_.empty())
    fallback_ = to_text(formula.anhydrous());
}

std::string PrintedForms::commonest() const {
  if (weights_.empty()) return fallback_;
  const auto rarer = [](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second < b.second;
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first > b.first;
  };
  return std::max_element(weights_.begin(), weights_.end(), rarer)->first;
}

}  // namespace matroute
