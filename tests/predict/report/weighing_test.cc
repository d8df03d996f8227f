#include "predict/report/weighing.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(Weighing, MassesAreForOneMolOfProduct) {
  Route route;
  route.components = {{"BaCO3", Role::kPrecursor, 1},
                      {"TiO2", Role::kPrecursor, Rational(1, 2)},
                      {"CO2", Role::kByproduct, 1},
                      {"ethanol?", Role::kMedium, 0}};
  const std::vector<WeighedComponent> weighed = weigh(route);
  ASSERT_EQ(weighed.size(), 3U) << "gases are not weighed";
  EXPECT_NEAR(weighed[0].mass_g.value_or(0), 197.34, 0.01);
  EXPECT_NEAR(weighed[1].mass_g.value_or(0), 79.87 / 2, 0.01);
  EXPECT_EQ(weighed[2].component->formula, "ethanol?");
  EXPECT_FALSE(weighed[2].mass_g);
}

TEST(Weighing, WhatCannotBeReadHasNoMass) {
  EXPECT_FALSE(mass_g("Xy", 1));
  EXPECT_FALSE(mass_g("BaO", 0));
  TargetResult target;
  EXPECT_FALSE(mass_g(target));
  target.formula = "BaO";
  EXPECT_NEAR(mass_g(target).value(), 153.326, 0.01);
  target.molar_mass_g_mol = 2.5;
  EXPECT_EQ(mass_g(target), 2.5);
}

}  // namespace
}  // namespace matroute
