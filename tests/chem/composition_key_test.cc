// Identity keys: shares in thousandths, hydrate water aside, the nine gases.
#include "chem/composition_key.h"

#include <gtest/gtest.h>

#include "chem/formula.h"

namespace matroute {
namespace {

using enum Element;

CompositionKey key(std::string_view text) { return key_of(parse_formula_or_throw(text)); }

TEST(CompositionKeyTest, HydratesAndMultiplesAreTheSameSubstance) {
  EXPECT_EQ(key("Co(NO3)2·6H2O"), key("Co(NO3)2"));
  EXPECT_EQ(key("CoN2O6"), key("Co(NO3)2"));
  EXPECT_EQ(key("2BaTiO3"), key("TiBaO3"));
  EXPECT_EQ(key("LiNi0.333Mn0.333Co0.333O2"), key("LiNi1/3Mn1/3Co1/3O2"));
  EXPECT_NE(key("CoO"), key("Co3O4"));
  EXPECT_NE(key("BaCO3"), key("SrCO3"));
}

TEST(CompositionKeyTest, SharesAreRoundedHalfToEven) {
  const CompositionKey titanate = key("BaTiO3");
  EXPECT_EQ(titanate.shares, (std::vector<std::uint32_t>{8U << 16U | 600U, 22U << 16U | 200U, 56U << 16U | 200U}));
  EXPECT_EQ(key_of(Composition{{O, Rational(5, 10000)}, {Ba, Rational(9995, 10000)}}).shares.size(), 1U)
      << "1/2000 is left out";
  EXPECT_EQ(key_of(Composition{{O, Rational(6, 10000)}, {Ba, Rational(9994, 10000)}}).shares.front(), 8U << 16U | 1U);
  EXPECT_EQ(key_of(Composition{{O, 1}, {Ba, 15}}).shares.front(), 8U << 16U | 62U) << "0.0625 is a tie";
  EXPECT_EQ(key_of(Composition{{O, 3}, {Ba, 13}}).shares.front(), 8U << 16U | 188U) << "0.1875 is a tie";
}

TEST(CompositionKeyTest, HashesAreThoseThatModelFilesHold) {
  EXPECT_EQ(target_hash(key("BaTiO3")), target_hash(key("Ba2Ti2O6")));
  EXPECT_NE(target_hash(key("BaTiO3")), target_hash(key("SrTiO3")));
  EXPECT_EQ(target_hash(CompositionKey{}), 0xCBF29CE484222325ULL);
  EXPECT_EQ(target_hash(key("BaTiO3")), 0xCB924864A01343A1ULL);
  EXPECT_EQ(system_hash(elements_of(key("BaTiO3"))), 0xD0B72F7CE05CD853ULL);
}

TEST(CompositionKeyTest, KnowsItsElementsAndTheGases) {
  const ElementSet elements = elements_of(key("BaTiO3"));
  EXPECT_EQ(elements.count(), 3U);
  EXPECT_TRUE(elements.test(atomic_number(Ti)));
  for (const char* gas : {"O2", "H2", "N2", "CO2", "H2O", "NH3", "CO", "Ar", "He"})
    EXPECT_TRUE(is_common_gas(key(gas))) << gas;
  for (const char* other : {"NO2", "CH4", "H2O2", "C", "Li", "Ne", "HCl"})
    EXPECT_FALSE(is_common_gas(key(other))) << other;
}

TEST(CompositionKeyTest, EqualKeysHashAlike) {
  const std::hash<CompositionKey> hash;
  EXPECT_EQ(hash(key("Co(NO3)2·6H2O")), hash(key("Co(NO3)2")));
  EXPECT_NE(hash(key("BaCO3")), hash(key("SrCO3")));
}

}  // namespace
}  // namespace matroute
