// The table of element descriptors: textbook values, ranges and agreement of its columns.
#include "chem/element_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace matroute {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<ElementData> all_rows() {
  std::vector<ElementData> rows;
  for (std::size_t z = 1; z <= 103; ++z) rows.push_back(element_data(static_cast<Element>(z)));
  return rows;
}

TEST(ElementData, HasTextbookValues) {
  const ElementData& oxygen = element_data(Element::O);
  EXPECT_DOUBLE_EQ(oxygen.electronegativity, 3.44);
  EXPECT_DOUBLE_EQ(oxygen.ionic_radius_pm, 140.0);
  EXPECT_EQ(oxygen.common_oxidation_state, -2);
  const ElementData& titanium = element_data(Element::Ti);
  EXPECT_DOUBLE_EQ(titanium.covalent_radius_pm, 160.0);
  EXPECT_DOUBLE_EQ(titanium.ionic_radius_pm, 60.5);
  EXPECT_NEAR(titanium.melting_point_k, 1943.0, 3.0);
  EXPECT_EQ(titanium.group, 4);
  EXPECT_EQ(titanium.d_electrons, 2);
  EXPECT_NEAR(element_data(Element::Ba).ionization_energy_ev, 5.21, 0.01);
  EXPECT_NEAR(element_data(Element::Cl).electron_affinity_ev, 3.61, 0.01);
  EXPECT_NEAR(element_data(Element::W).density_g_cm3, 19.3, 0.1);
}

TEST(ElementData, ListsOxidationStates) {
  EXPECT_THAT(element_data(Element::Fe).oxidation_states(), ElementsAre(2, 3));
  EXPECT_THAT(element_data(Element::Mn).oxidation_states(), ElementsAre(2, 3, 4, 7));
  EXPECT_THAT(element_data(Element::Ar).oxidation_states(), IsEmpty());
  EXPECT_EQ(element_data(Element::Ce).ionic_radius_pm, 101.0);
}

TEST(ElementData, CommonStateIsOneOfTheList) {
  for (const ElementData& d : all_rows()) {
    const auto states = d.oxidation_states();
    EXPECT_TRUE(std::ranges::is_sorted(states)) << symbol(d.element);
    if (d.group == 18) {
      EXPECT_EQ(d.common_oxidation_state, 0) << symbol(d.element);
    } else {
      EXPECT_NE(std::ranges::find(states, d.common_oxidation_state), states.end()) << symbol(d.element);
    }
  }
}

TEST(ElementData, ElectronsFillTheShellsOutsideTheNobleGasCore) {
  constexpr int kCores[] = {0, 2, 10, 18, 36, 54, 86};
  for (const ElementData& d : all_rows()) {
    const int outside = d.s_electrons + d.p_electrons + d.d_electrons + d.f_electrons;
    EXPECT_EQ(outside + kCores[d.period - 1], static_cast<int>(atomic_number(d.element))) << symbol(d.element);
  }
}

TEST(ElementData, MendeleevNumbersAreAPermutation) {
  std::set<int> numbers;
  for (const ElementData& d : all_rows()) numbers.insert(d.mendeleev_number);
  EXPECT_EQ(numbers.size(), 103U);
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), 103);
}

TEST(ElementData, ValuesLieInTheirRanges) {
  const auto within = [](double value, double low, double high) {
    return std::isnan(value) || (value >= low && value <= high);
  };
  for (const ElementData& d : all_rows()) {
    EXPECT_TRUE(within(d.electronegativity, 0.7, 4.0)) << symbol(d.element);
    EXPECT_TRUE(within(d.covalent_radius_pm, 28, 260)) << symbol(d.element);
    EXPECT_TRUE(within(d.ionic_radius_pm, 10, 225)) << symbol(d.element);
    EXPECT_TRUE(within(d.atomic_radius_pm, 25, 260)) << symbol(d.element);
    EXPECT_TRUE(within(d.ionization_energy_ev, 3.8, 24.6)) << symbol(d.element);
    EXPECT_TRUE(within(d.electron_affinity_ev, 0, 3.7)) << symbol(d.element);
    EXPECT_TRUE(within(d.melting_point_k, 13, 4800)) << symbol(d.element);
    EXPECT_TRUE(within(d.density_g_cm3, 8e-5, 22.6)) << symbol(d.element);
    EXPECT_TRUE(d.group >= 1 && d.group <= 18 && d.period >= 1 && d.period <= 7) << symbol(d.element);
    EXPECT_NE(std::string("spdf").find(d.block), std::string::npos) << symbol(d.element);
  }
}

TEST(ElementData, MetalsOfEverydayUseAreComplete) {
  for (const ElementData& d : all_rows()) {
    const std::size_t z = atomic_number(d.element);
    if (d.group == 18 || z == 1 || z == 43 || z == 61 || z > 83) continue;
    EXPECT_FALSE(std::isnan(d.electronegativity)) << symbol(d.element);
    EXPECT_FALSE(std::isnan(d.ionic_radius_pm)) << symbol(d.element);
    EXPECT_FALSE(std::isnan(d.melting_point_k)) << symbol(d.element);
  }
}

TEST(ElementData, HasNoNumbersWhereThereIsNoRow) {
  for (const Element element : {Element::kNone, Element::Rf, Element::Og}) {
    EXPECT_TRUE(std::isnan(element_data(element).electronegativity));
    EXPECT_EQ(element_data(element).group, 0);
    EXPECT_THAT(element_data(element).oxidation_states(), IsEmpty());
  }
}

// As the traits of precursors, and with them the shipped model, know them.
TEST(ElementData, CommonValences) {
  constexpr std::array<int, 103> kExpected = {
      1, 3, 1, 2, 3, 4, 3, -2, -1, 3, 1, 2, 3, 4, 5,  6, -1, 3,  1, 2, 3, 4, 5, 3, 2, 3, 2, 2, 2, 2, 3, 4, 5, 6, -1,
      3, 1, 2, 3, 4, 5, 6, 7,  4,  3, 2, 1, 2, 3, 4,  5, 6,  -1, 3, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
      3, 4, 5, 6, 7, 4, 4, 4,  3,  2, 1, 2, 3, 3, -1, 3, 1,  2,  3, 4, 5, 6, 5, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3};
  for (std::size_t z = 1; z <= kExpected.size(); ++z) {
    const auto element = static_cast<Element>(z);
    EXPECT_EQ(element_data(element).common_valence, kExpected[z - 1]) << symbol(element);
  }
  EXPECT_EQ(element_data(Element::Rf).common_valence, 3);
}

}  // namespace
}  // namespace matroute
