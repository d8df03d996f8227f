// The working parts of parse_formula: amounts, the body of a formula, and the annotations around the body.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "chem/formula.h"
#include "chem/formula_text.h"

namespace matroute {

// A place in a folded text, with the values of variables and the formula that is being filled.
// Every function throws FormulaFailure where the text cannot be read.
struct FormulaCursor {
  const FoldedText& folded;
  const Variables& variables;
  Formula& formula;
  std::size_t at = 0;   // next byte
  std::size_t end = 0;  // one past the last byte that may be read

  std::string_view text() const { return std::string_view(folded.text).substr(0, end); }
  bool done() const { return at >= end; }
  char peek(std::size_t ahead = 0) const { return at + ahead < end ? folded.text[at + ahead] : '\0'; }
  [[noreturn]] void fail(std::string message, std::size_t byte) const;
};

// A subscript or a multiplier.
struct Amount {
  Rational value = 1;
  bool has_variable = false;
  bool stated = false;
};

// "12", "0.5", ".5", "1/3". The cursor stands on a digit or a point.
Rational read_number(FormulaCursor& cursor);

// The value of the variable under the cursor: delta without a value counts 0, with a warning.
Rational read_variable(FormulaCursor& cursor);

// The value of "(1-x)": the cursor stands on a bracket for which is_arithmetic_bracket holds.
Rational read_arithmetic_bracket(FormulaCursor& cursor);

// "2", "1-x", "7-δ", "3/2", "2(1-x)". The leading multiplier of the formula decides whether "-x" belongs to it.
Amount read_subscript(FormulaCursor& cursor, std::string_view leading_multiplier);

// The multiplier in front of a part: "0.9", "(1-x)", "2x", "x", "1/2(1-x)"; not stated where there is none.
Amount read_multiplier(FormulaCursor& cursor);

// Fills composition, hydrate_water and unstated_water from the text between at and end.
void read_body(FormulaCursor& cursor);

// Takes phase prefixes, dopants, coatings, states and purities off both ends, into annotations.
void strip_annotations(FormulaCursor& cursor);

// "(OAc)", "(acac)" and the like: the composition of the ligand written as an abbreviation; empty for none.
// length is set to the bytes that the abbreviation takes.
Composition abbreviated_ligand(std::string_view text, std::size_t at, std::size_t& length);

// The formulas that a text in the wrong case may mean, "Li2CO3 or Li2Co3"; empty where none is likely.
std::string likely_spelling(std::string_view text);

}  // namespace matroute
