// The anion context of a target: which of the anion-forming elements it holds. Precursors are counted within it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "chem/formula.h"

namespace matroute {

// Bits 0 to 9 for O S Se F Cl Br I N C H, bit 10 for P.
using AnionContext = std::uint16_t;

inline constexpr AnionContext kAnionContexts = 1U << 11U;

AnionContext anion_context(const ElementSet& target);

// Where the elements of a target come from: all of the formula, dopants after ':' included, or those that its rounded
// key keeps (which drops dopants, and whatever is below 1/2000 of the atoms). Hydrate water is left out of both.
enum class TargetElements { kFull, kKey };
inline constexpr std::array<std::string_view, 2> kTargetElementsNames = {"full", "key"};
constexpr std::string_view name(TargetElements source) {
  return kTargetElementsNames[static_cast<std::size_t>(source)];
}
// Empty where no source is called so.
std::optional<TargetElements> target_elements_from_name(std::string_view text);

ElementSet target_elements(const Formula& target, TargetElements source);

// The elements that a precursor must be found for: all but H, C, N and O.
ElementSet source_elements(const ElementSet& target);

}  // namespace matroute
