// The gases that balancing knows, and what each costs for a given target, precursors and atmosphere.
// The rules stand in docs/balancing.md; they were fitted to recorded recipes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chem/balance.h"

namespace matroute {

struct Gas {
  std::string_view formula;
  Composition composition;
};

// Of the gases, and of the precursors that are called by these names: in the order in which ties are broken.
enum class GasId : std::uint8_t {
  kO2, kCO2, kH2O, kHCl, kHF, kHBr, kSO2, kSO3, kCl2, kH2S, kCO, kH2, kNH3, kNO2, kN2, kNO, kSeO2, kTeO2, kB2O2, kAr, kHe,
};

const Gas& gas(GasId id);

// The gas that a precursor names (O2, H2, N2, CO2, H2O, NH3, CO, Ar, He), if it does.
std::optional<GasId> named_gas(const Composition& composition);

// What matters of a precursor for the costs of gases.
struct PrecursorTraits {
  ElementSet elements;
  std::optional<GasId> named_gas;
  bool nitrate = false;           // nitrogen beside more oxygen than its other elements bind
  bool amine = false;             // ammonium, amine, amide: nitrogen beside hydrogen, no nitrate
  bool nitride = false;           // nitrogen without oxygen and hydrogen
  bool reductant = false;         // can take up oxygen
  bool oxygen_rich = false;       // peroxide, nitrate, high-valent oxide
  bool carbon_reductant = false;  // holds C but no O or H
};

PrecursorTraits traits_of(const Composition& precursor);

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
  bool cheap_hydrolysis = false;  // H2O taken up costs 2 beside HF, HCl or HBr given off, and is barred without
  bool oxygen_is_residue = false;  // O2 may be taken up only in traces

  friend bool operator==(const GasOffer&, const GasOffer&) = default;
};

// The gases on offer where the precursors of `kept` take part; all names those set aside too.
GasOffer gas_offer(const Composition& target, std::span<const PrecursorTraits> all,
                   std::span<const PrecursorTraits> kept, Atmosphere atmosphere);

}  // namespace matroute
