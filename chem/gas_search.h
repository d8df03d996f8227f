// Finds the cheapest set of gases with which a target balances against given precursors.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "chem/gases.h"

namespace matroute {

struct BalancedSet {
  int cost = 0;
  std::vector<Rational> precursors;                   // > 0, one per precursor
  std::vector<std::pair<GasColumn, Rational>> gases;  // >= 0
  std::size_t degrees_of_freedom = 0;
};

// Empty where no allowed set of gases balances. Throws RationalOverflow. Thread-safe.
std::optional<BalancedSet> cheapest_balance(const Composition& target, std::span<const Composition* const> precursors,
                                            const GasOffer& offer);

}  // namespace matroute
