// The sets of gases that may take part together, in the order in which balancing tries them.
#pragma once

#include <cstdint>
#include <vector>

#include "chem/gas_offer.h"

namespace matroute {

inline constexpr int kMaxGases = 5;

// A set of columns of an offer: bit i stands for offer.columns[i].
struct GasSet {
  std::uint32_t columns = 0;
  int cost = 0;
};

// By cost, then by number of gases, then by list order; the empty set comes first. Sets of gases that would react with
// each other, of one gas in and out at once, of more than kMaxGases and over the cost limit are left out.
// Thread-safe: each thread keeps its own; the reference holds until the same thread's next call.
const std::vector<GasSet>& gas_sets_of(const GasOffer& offer);

}  // namespace matroute
