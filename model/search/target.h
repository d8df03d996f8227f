// A target of the search: a formula with the numbers that later steps need, worked out once after parsing.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "chem/composition_key.h"
#include "chem/formula.h"
#include "model/search/anion_context.h"

namespace matroute {

struct Target {
  Formula formula;
  CompositionKey key;           // without hydrate water and dopants, rounded
  ElementSet elements;          // without hydrate water, dopants included
  ElementSet sources;           // those of `elements` that a precursor must be found for
  AnionContext context = 0;     // of `elements`
  std::vector<double> amounts;  // atoms per formula unit, dopants included: one per element of `elements`, ascending

  const std::string& text() const { return formula.text; }
};

Target make_target(Formula formula);

// The elements that a precursor must be found for: all but H, C, N and O.
ElementSet source_elements(const ElementSet& target);

// Atoms per formula unit; a dopant of unstated amount counts as 1 % of an atom.
double dopant_atoms(const Dopant& dopant);

// Where the elements of a target come from: all of the formula, dopants after ':' included, or those that its rounded
// key keeps (which drops dopants, and elements below 1/2000 of the atoms). Either leaves out hydrate water.
enum class TargetElements { kFull, kKey };
inline constexpr std::array<std::string_view, 2> kTargetElementsNames = {"full", "key"};
constexpr std::string_view name(TargetElements source) {
  return kTargetElementsNames[static_cast<std::size_t>(source)];
}
// Empty where the text is no name in kTargetElementsNames.
std::optional<TargetElements> target_elements_from_name(std::string_view text);

ElementSet target_elements(const Target& target, TargetElements source);

}  // namespace matroute
