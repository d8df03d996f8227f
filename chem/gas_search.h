// Finds the cheapest set of gases with which a target balances against given precursors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "chem/gas_offer.h"

namespace matroute {

struct BalancedSet {
  int cost = 0;
  std::vector<Rational> precursors;                   // > 0, one per precursor
  std::vector<std::pair<GasColumn, Rational>> gases;  // >= 0
  std::size_t degrees_of_freedom = 0;
};

// Bounds the work of a search, so that no list of precursors stalls a stream: counted in cells of matrices, never in
// time, so that the same input always gives the same answer.
class SearchEffort {
 public:
  // Takes `cells` off the effort that is left. False where fewer are left, and at every later call.
  bool spend(std::size_t cells) {
    used_up_ |= cells > left_;
    if (!used_up_) left_ -= cells;
    return !used_up_;
  }
  bool used_up() const { return used_up_; }

 private:
  std::size_t left_ = 4'000'000;  // some 20 ms
  bool used_up_ = false;
};

// Empty where no allowed set of gases balances, or where the effort is used up. Throws RationalOverflow. Thread-safe.
std::optional<BalancedSet> cheapest_balance(const Composition& target, std::span<const Composition* const> precursors,
                                            const GasOffer& offer, SearchEffort& effort);

}  // namespace matroute
