// RDKit's periodic table against our symbols and textbook values.
#include "chem/periodic_table.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

TEST(PeriodicTable, KnowsEveryElementByOurSymbol) {
  for (std::size_t z = 1; z <= kElementCount; ++z) {
    const auto element = static_cast<Element>(z);
    EXPECT_EQ(rdkit_symbol(element), symbol(element));
    EXPECT_EQ(element_from_symbol(rdkit_symbol(element)), element);
  }
}

TEST(PeriodicTable, HasMassesRadiiAndOuterElectrons) {
  EXPECT_NEAR(atomic_mass_g_mol(Element::H), 1.008, 1e-3);
  EXPECT_NEAR(atomic_mass_g_mol(Element::Ba), 137.33, 0.01);
  EXPECT_EQ(outer_electrons(Element::O), 6);
  EXPECT_EQ(outer_electrons(Element::Ti), 4);
  EXPECT_GT(covalent_radius_pm(Element::Cs), covalent_radius_pm(Element::Li));
  EXPECT_NEAR(van_der_waals_radius_pm(Element::C), 170.0, 1.0);
}

TEST(PeriodicTable, MassesOfStableElementsAreWithinThreeUnitsOfTheirCommonestIsotope) {
  for (std::size_t z = 1; z <= atomic_number(Element::Bi); ++z) {
    const auto element = static_cast<Element>(z);
    const unsigned mass_number = commonest_isotope(element);
    EXPECT_NEAR(atomic_mass_g_mol(element), mass_number, 3.0) << symbol(element);
    EXPECT_NEAR(isotope_mass_g_mol(element, mass_number).value_or(0.0), mass_number, 0.3) << symbol(element);
  }
}

TEST(PeriodicTable, KnowsDeuteriumAndTritiumAsIsotopesOfHydrogen) {
  EXPECT_NEAR(isotope_mass_g_mol(Element::H, 2).value(), 2.0141, 1e-4);
  EXPECT_NEAR(isotope_mass_g_mol(Element::H, 3).value(), 3.0160, 1e-4);
  EXPECT_FALSE(isotope_mass_g_mol(Element::H, 90).has_value());
}

TEST(PeriodicTable, AddsUpMolarMasses) {
  using enum Element;
  EXPECT_NEAR(molar_mass_g_mol({{Ba, 1}, {Ti, 1}, {O, 3}}), 233.19, 0.02);
  EXPECT_NEAR(molar_mass_g_mol({{Li, 1}, {Ni, Rational(1, 2)}, {Mn, Rational(1, 2)}, {O, 2}}), 95.76, 0.03);
  EXPECT_EQ(molar_mass_g_mol({}), 0.0);
}

TEST(PeriodicTable, RefusesNoElement) {
  EXPECT_THROW(atomic_mass_g_mol(Element::kNone), Error);
  EXPECT_THROW(rdkit_symbol(Element::kNone), Error);
  EXPECT_THROW(isotope_mass_g_mol(Element::kNone, 1), Error);
}

}  // namespace
}  // namespace matroute
