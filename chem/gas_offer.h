// Which gases may take part in a reaction, and at what cost. docs/balancing.md has the rules, which were fitted to
// recorded recipes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "chem/balance.h"
#include "chem/precursor_traits.h"

namespace matroute {

// One gas in one direction, at its cost.
struct GasColumn {
  GasId id = GasId::kO2;
  bool taken_up = false;
  std::int8_t cost = 0;

  friend bool operator==(const GasColumn&, const GasColumn&) = default;
};

struct GasOffer {
  std::vector<GasColumn> columns;
  std::int8_t cost_limit = 16;
  bool cheap_hydrolysis = false;   // H2O taken up costs 2 beside HF, HCl or HBr given off, and is barred without
  bool oxygen_is_residue = false;  // O2 may be taken up only in traces

  friend bool operator==(const GasOffer&, const GasOffer&) = default;
};

// kept: the precursors that take part; all: the ones set aside as media too. Thread-safe.
GasOffer gas_offer(const Composition& target, std::span<const PrecursorTraits> all,
                   std::span<const PrecursorTraits> kept, AskedAtmosphere atmosphere);

}  // namespace matroute
