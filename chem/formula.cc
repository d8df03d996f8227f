// parse_formula: fold the text, take the annotations off its ends, read the body, check that the amounts can be
// used.
#include "chem/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/parallel_for.h"
#include "base/text.h"
#include "chem/acronyms.h"
#include "chem/formula_reader.h"
#include "chem/formula_text.h"
#include "chem/species_names.h"

namespace matroute {
namespace {

// Amounts that no laboratory weighs, and that would overflow in balancing.
constexpr std::int64_t kMaxAmount = 1'000'000'000;
constexpr std::int64_t kMaxDenominator = 1'000'000'000'000;

// Throws RationalOverflow where a share of the total, of which a formula's identity is made, cannot be kept exactly.
void check_shares(const Composition& anhydrous) {
  const Rational total = anhydrous.total();
  for (const ElementAmount& item : anhydrous) (void)(item.amount / total);
}

void check_amounts(const FormulaCursor& cursor) {
  const Composition& composition = cursor.formula.composition;
  if (composition.empty()) cursor.fail("every amount is 0", 0);
  for (const auto& [element, amount] : composition) {
    if (amount.sign() < 0) cursor.fail(fmt::format("the amount of {} is negative", symbol(element)), 0);
    if (amount > Rational(kMaxAmount) || amount.denominator() > kMaxDenominator) {
      cursor.fail(fmt::format("the amount of {} is out of range: {}", symbol(element), to_fraction_text(amount)), 0);
    }
  }
  check_shares(cursor.formula.anhydrous());
}

void suggest_spelling(FormulaError& error, std::string_view text) {
  if (const SpeciesRow* species = species_row_by_name(text)) {
    error.message += fmt::format("; {} is {}", text, species->formula);
    return;
  }
  const std::string spelling = likely_spelling(text);
  if (!spelling.empty()) error.message += fmt::format("; did you mean {}?", spelling);
}

}  // namespace

Composition Formula::anhydrous() const {
  Composition rest = composition;
  if (hydrate_water.sign() == 0) return rest;
  rest.add(Element::H, hydrate_water * Rational(-2));
  rest.add(Element::O, -hydrate_water);
  return rest;
}

Result<Formula, FormulaError> parse_formula(std::string_view text, const Variables& variables) {
  if (text.size() > kMaxFormulaBytes) {
    return FormulaError{fmt::format("the text has {} bytes; a formula has at most {}", text.size(), kMaxFormulaBytes),
                        0};
  }
  if (const std::string_view meaning = meaning_of_acronym(text); !meaning.empty()) {
    return FormulaError{fmt::format("'{}' is an acronym; write the formula, such as {}", text, meaning), 0};
  }
  Formula formula;
  formula.text = trimmed(text);
  try {
    FoldedText folded = fold_formula_text(text);
    formula.warnings = std::move(folded.warnings);
    FormulaCursor cursor{folded, variables, formula, 0, folded.text.size()};
    strip_annotations(cursor);
    read_body(cursor);
    check_amounts(cursor);
  } catch (FormulaFailure& failure) {
    suggest_spelling(failure.error, text);
    return std::move(failure.error);
  } catch (const RationalOverflow&) {
    return FormulaError{"the amounts are too large or too finely divided to be kept exactly", 0};
  }
  return formula;
}

std::vector<Result<Formula, FormulaError>> parse_formulas(const std::vector<std::string>& texts,
                                                          const Variables& variables) {
  std::vector<Result<Formula, FormulaError>> results(texts.size(), FormulaError{});
  parallel_for(texts.size(), 64, [&](std::size_t i) { results[i] = parse_formula(texts[i], variables); });
  return results;
}

void add_used_names(std::string_view text, const Result<Formula, FormulaError>& parsed, const Variables& variables,
                    std::vector<std::string>& used) {
  for (const auto& [name, value] : variables) {
    const bool uses = parsed ? std::ranges::find(parsed->variables, name) != parsed->variables.end()
                             : text.find(name) != std::string_view::npos;
    if (uses) used.push_back(name);
  }
}

std::vector<Variables> members_for(std::span<const std::string> used, const std::vector<Variables>& series) {
  std::vector<Variables> members;
  std::set<std::string> seen;
  for (const Variables& member : series) {
    Variables restricted;
    for (const auto& variable : member) {
      if (std::ranges::find(used, variable.first) != used.end()) restricted.push_back(variable);
    }
    if (seen.insert(to_text(restricted)).second) members.push_back(std::move(restricted));
  }
  return members;
}

Formula parse_formula_or_throw(std::string_view text, const Variables& variables) {
  auto result = parse_formula(text, variables);
  if (result) return std::move(result).value();
  const FormulaError& error = result.error();
  throw Error(ErrorKind::kInput, fmt::format("'{}' is no formula that can be read: {} (at character {})",
                                             text.substr(0, 80), error.message, error.position + 1));
}

}  // namespace matroute
