// Molecular precursors, solvents and the ions inside salts: names, formulas and SMILES.
// Structures and names: IUPAC Nomenclature of Organic Chemistry (2013), Nomenclature of Inorganic Chemistry (2005).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "chem/composition.h"

namespace matroute {

struct Species {
  std::string_view name;                  // the usual one, lower-case but for abbreviations
  std::vector<std::string_view> aliases;  // other names and abbreviations
  std::string_view formula;               // as chemists write it, without the charge
  int charge = 0;
  std::string_view smiles;
  // How the species is written as a group of a larger formula, such as "CH3COO" or "OAc"; one in brackets, such as
  // "(N3)", counts only where it is bracketed. Empty for a species that is no ligand.
  std::vector<std::string_view> groups;
  Composition composition;  // of `formula`
};

// The functions are thread-safe; the table is built on first use.

std::span<const Species> species_table();

// By name or alias, whatever the case; nullptr where there is none.
const Species* species_by_name(std::string_view name);

// The first of the table with exactly this composition and charge; nullptr where there is none.
const Species* species_by_composition(const Composition& composition, int charge = 0);

}  // namespace matroute
