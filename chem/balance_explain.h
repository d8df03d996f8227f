// Why a set of precursors does not balance.
#pragma once

#include <span>

#include "chem/gas_offer.h"

namespace matroute {

// precursors: without the dopants; traits: of each precursor, in the same order. search_cut_short: not every set of
// gases was tried, so that the set may balance after all. Throws RationalOverflow. Thread-safe.
Imbalance explain_imbalance(const Formula& target, std::span<const Formula* const> precursors,
                            std::span<const PrecursorTraits> traits, AskedAtmosphere atmosphere, bool search_cut_short);

}  // namespace matroute
