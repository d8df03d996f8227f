// Formulas as chemists write them, read into exact compositions and annotations.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "chem/composition.h"
#include "chem/variables.h"

namespace matroute {

// A dopant named after ':', which is no part of the composition.
struct Dopant {
  Element element = Element::kNone;
  std::optional<Rational> amount;  // atoms per formula unit; "5%" is 1/20; empty where none was stated
};

struct Annotation {
  std::string kind;  // dopant, hydrate, coating, phase, state, purity, isotope, ligand, oxidation state
  std::string text;  // as written
};

struct Formula {
  std::string text;             // as given, without blanks around it
  Composition composition;      // of the formula as written: leading multiplier and hydrate water included
  Rational hydrate_water;       // mol H2O per formula unit, counted in composition
  bool unstated_water = false;  // "·xH2O": counted as 0
  std::vector<Dopant> dopants;
  std::vector<Annotation> annotations;
  std::vector<std::string> variables;  // names whose values were used, in the order of first use
  std::vector<std::string> warnings;

  // The composition less its hydrate water.
  Composition anhydrous() const;
};

struct FormulaError {
  std::string message;       // what was found, what was expected, and a likely meaning where there is one
  std::size_t position = 0;  // 0-based index in characters (code points) of the text as given
};

inline constexpr std::size_t kMaxFormulaBytes = 4096;

// Thread-safe. Variables without a value are errors that name --var, but for delta, which counts 0 with a warning.
Result<Formula, FormulaError> parse_formula(std::string_view text, const Variables& variables = {});

// The whole list on all OpenMP threads; results stand in the order given, whatever the number of threads.
std::vector<Result<Formula, FormulaError>> parse_formulas(const std::vector<std::string>& texts,
                                                          const Variables& variables = {});

// Appends those names of `variables` that the text uses; `parsed` is what it was read as with them. Where it could not
// be read, every name that occurs in it counts as used.
void add_used_names(std::string_view text, const Result<Formula, FormulaError>& parsed, const Variables& variables,
                    std::vector<std::string>& used);

// The members of a series, each once, with the used variables alone: one member, an empty one, where none is used.
std::vector<Variables> members_for(std::span<const std::string> used, const std::vector<Variables>& series);

// parse_formula that throws Error (input) with the message and the place: for formulas of the program itself and of the
// command line.
Formula parse_formula_or_throw(std::string_view text, const Variables& variables = {});

}  // namespace matroute
