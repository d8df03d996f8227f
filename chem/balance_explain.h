// Why a set of precursors does not balance.
#pragma once

#include <span>

#include "chem/gases.h"

namespace matroute {

// precursors and traits are those that take part (dopants aside), in the same order.
Imbalance explain_imbalance(const Formula& target, std::span<const Formula* const> precursors,
                            std::span<const PrecursorTraits> traits, Atmosphere atmosphere);

}  // namespace matroute
