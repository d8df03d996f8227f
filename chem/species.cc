// The species with the compositions of their formulas.
#include "chem/species.h"

#include <algorithm>

#include "chem/formula.h"
#include "chem/species_names.h"

namespace matroute {
namespace {

Species species_of(const SpeciesRow& row) {
  Species species;
  species.aliases = row.names();
  species.name = species.aliases.front();
  species.aliases.erase(species.aliases.begin());
  species.formula = row.formula;
  species.charge = row.charge;
  species.smiles = row.smiles;
  species.groups = row.groups();
  species.composition = parse_formula_or_throw(row.formula).composition;
  return species;
}

}  // namespace

std::span<const Species> species_table() {
  static const std::vector<Species> table = [] {
    std::vector<Species> species;
    for (const SpeciesRow& row : species_rows()) species.push_back(species_of(row));
    return species;
  }();
  return table;
}

const Species* species_by_name(std::string_view name) {
  const SpeciesRow* row = species_row_by_name(name);
  return row == nullptr ? nullptr : &species_table()[static_cast<std::size_t>(row - species_rows().data())];
}

const Species* species_by_composition(const Composition& composition, int charge) {
  const auto table = species_table();
  const auto it =
      std::ranges::find_if(table, [&](const Species& s) { return s.charge == charge && s.composition == composition; });
  return it == table.end() ? nullptr : &*it;
}

}  // namespace matroute
