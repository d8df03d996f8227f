// The kind of a precursor in a furnace: nitrate, ammonium, nitride, reductant, peroxide, or a gas by name.
#pragma once

#include <optional>

#include "chem/formula.h"
#include "chem/gases.h"

namespace matroute {

// The properties of a precursor that the costs of gases depend on.
struct PrecursorTraits {
  ElementSet elements;
  std::optional<GasId> named_gas;
  bool nitrate = false;           // nitrogen beside more oxygen than its other elements bind
  bool amine = false;             // ammonium, amine, amide: nitrogen beside hydrogen that is no water's
  bool nitride = false;           // nitrogen without oxygen and hydrogen
  bool reductant = false;         // can take up oxygen
  bool oxygen_rich = false;       // peroxide, nitrate, high-valent oxide
  bool carbon_reductant = false;  // holds C but no O or H
};

// Throws RationalOverflow where the amounts are too finely divided to be added up with their valences. Thread-safe.
PrecursorTraits traits_of(const Formula& precursor);

}  // namespace matroute
