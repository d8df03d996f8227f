// The anion context of a target: which of the anion-forming elements it holds. Precursors are counted within it.
#pragma once

#include <cstdint>

#include "chem/formula.h"

namespace matroute {

// Bits 0 to 9 for O S Se F Cl Br I N C H, bit 10 for P.
using AnionContext = std::uint16_t;

inline constexpr AnionContext kAnionContexts = 1U << 11U;

AnionContext anion_context(const ElementSet& target);

// Where the elements of a target come from: all of the formula, or those that its rounded key keeps
// (which drops dopants below 1/2000 of the atoms). Hydrate water is left out of both.
enum class TargetElements { kFull, kKey };

ElementSet target_elements(const Formula& target, TargetElements source);

// The elements that a precursor must be found for: all but H, C, N and O.
ElementSet source_elements(const ElementSet& target);

}  // namespace matroute
