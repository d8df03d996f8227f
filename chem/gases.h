// The gases that balancing knows, and the precursors that are called by their names.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "chem/composition_key.h"

namespace matroute {

struct Gas {
  std::string_view formula;
  Composition composition;
  ElementSet elements = composition.elements();
  CompositionKey key = key_of(composition);
};

// The gases, in the order in which balancing breaks ties. A precursor such as O2 or CO2 has the id of its gas.
enum class GasId : std::uint8_t {
  kO2,
  kCO2,
  kH2O,
  kHCl,
  kHF,
  kHBr,
  kSO2,
  kSO3,
  kCl2,
  kH2S,
  kCO,
  kH2,
  kNH3,
  kNO2,
  kN2,
  kNO,
  kSeO2,
  kTeO2,
  kB2O2,
  kAr,
  kHe,
};

const Gas& gas(GasId id);

// Empty where no gas is written so.
std::optional<GasId> gas_by_formula(std::string_view formula);

// H, C, N, O, F, S, Cl, Br: the elements of the gases that a precursor's surplus may leave as. Not among them are B, Se
// and Te, whose oxides balancing lets go only beside the element itself; Ar and He, which take no part; and I, since
// balancing knows neither I2 nor HI: a set whose iodine has to leave never balances.
const ElementSet& gas_elements();

// The gas that a precursor names (O2, H2, N2, CO2, H2O, NH3, CO, Ar, He), if it does.
std::optional<GasId> named_gas(const Composition& composition);

}  // namespace matroute
