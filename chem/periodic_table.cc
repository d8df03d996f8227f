// RDKit's periodic table behind our Element type.
#include "chem/periodic_table.h"

#include <GraphMol/PeriodicTable.h>

#include "base/error.h"

namespace matroute {
namespace {

constexpr double kPmPerAngstrom = 100.0;

// Built by RDKit on first use.
const RDKit::PeriodicTable& table() { return *RDKit::PeriodicTable::getTable(); }

// RDKit answers atomic number 0 with a dummy atom: that is never meant here.
unsigned checked_number(Element element) {
  const std::size_t z = atomic_number(element);
  if (z == 0 || z > kElementCount) throw Error(ErrorKind::kInternal, "the periodic table was asked for no element");
  return static_cast<unsigned>(z);
}

}  // namespace

std::string rdkit_symbol(Element element) { return table().getElementSymbol(checked_number(element)); }

double atomic_mass_g_mol(Element element) { return table().getAtomicWeight(checked_number(element)); }

std::optional<double> isotope_mass_g_mol(Element element, unsigned mass_number) {
  const double mass = table().getMassForIsotope(checked_number(element), mass_number);
  if (mass <= 0.0) return std::nullopt;
  return mass;
}

unsigned commonest_isotope(Element element) {
  return static_cast<unsigned>(table().getMostCommonIsotope(checked_number(element)));
}

int outer_electrons(Element element) { return table().getNouterElecs(checked_number(element)); }

double covalent_radius_pm(Element element) { return table().getRcovalent(checked_number(element)) * kPmPerAngstrom; }

double van_der_waals_radius_pm(Element element) { return table().getRvdw(checked_number(element)) * kPmPerAngstrom; }

double molar_mass_g_mol(const Composition& composition) {
  double mass = 0.0;
  for (const auto& [element, amount] : composition) mass += atomic_mass_g_mol(element) * amount.to_double();
  return mass;
}

}  // namespace matroute
