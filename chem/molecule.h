// Molecules and ions from SMILES, read by RDKit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "chem/composition.h"

namespace matroute {

struct Molecule {
  Composition composition;  // in Hill's order; isotopes count as their element
  int charge = 0;
  double molar_mass_g_mol = 0.0;  // of the isotopes named, else of the natural mixture
};

// Thread-safe; silent. Both throw Error (input) where RDKit cannot read the text or it is empty.

Molecule read_smiles(std::string_view smiles);

// Positions of the bits that are set, ascending, in a Morgan fingerprint of radius 2 (Rogers & Hahn 2010,
// doi 10.1021/ci100050t) folded to `bits`.
std::vector<std::uint32_t> fingerprint(std::string_view smiles, std::uint32_t bits = 1024);

}  // namespace matroute
