// The anion context of a target: which anion-forming elements the target holds. Precursors are counted by context.
#pragma once

#include <cstdint>

#include "chem/element.h"

namespace matroute {

// Bits 0 to 9 for O S Se F Cl Br I N C H, bit 10 for P.
using AnionContext = std::uint16_t;

inline constexpr AnionContext kAnionContexts = 1U << 11U;

AnionContext anion_context(const ElementSet& target);

}  // namespace matroute
