// RDKit's periodic table: masses, isotopes, outer electrons and radii of all 118 elements.
// Source: RDKit 2022.09, Code/GraphMol/atomic_data.cpp (Blue Obelisk Data Repository; atomic masses of NIST).
#pragma once

#include <optional>
#include <string>

#include "chem/composition.h"
#include "chem/element.h"

namespace matroute {

// All are thread-safe and throw Error (internal) for Element::kNone.

// The symbol that RDKit knows the element by.
std::string rdkit_symbol(Element element);

double atomic_mass_g_mol(Element element);

// Empty where no such isotope is known. Deuterium is mass number 2 of H.
std::optional<double> isotope_mass_g_mol(Element element, unsigned mass_number);

unsigned commonest_isotope(Element element);

// Electrons in the valence shell, as RDKit counts them.
int outer_electrons(Element element);

double covalent_radius_pm(Element element);

double van_der_waals_radius_pm(Element element);

// Per formula unit as written, isotopes not considered.
double molar_mass_g_mol(const Composition& composition);

}  // namespace matroute
