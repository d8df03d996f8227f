// Ligands and molecular ions written inside the formula of a precursor.
#pragma once

#include <string_view>
#include <vector>

#include "chem/rational.h"
#include "chem/species.h"

namespace matroute {

struct Ligand {
  const Species* species = nullptr;  // of species_table(), never nullptr
  Rational count;                    // per formula unit as written
};

// The ligands that a text writes as groups: Mg(CH3COO)2 holds 2 acetate, (NH4)2C2O4 2 ammonium and 1 oxalate, Ti(OiPr)4
// 4 isopropoxide. A formula that is a species of its own, such as CO(NH2)2, gives that species once. Groups in the
// order of the text, each species once; hydrate water is left out; empty where nothing is recognised or the text is no
// formula. Thread-safe.
std::vector<Ligand> ligands_of(std::string_view formula_text);

}  // namespace matroute
