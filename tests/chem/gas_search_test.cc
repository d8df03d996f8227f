// The search itself: which set of gases wins, how many solutions there are, and that its effort is bounded.
#include "chem/gas_search.h"

#include <gtest/gtest.h>

#include "tests/chem/csv_table.h"

namespace matroute {
namespace {

struct Problem {
  Composition target;
  std::vector<Composition> precursors;
  GasOffer offer;

  Problem(const std::string& target_text, const std::string& precursor_texts)
      : target(parse_formula_or_throw(target_text).composition) {
    std::vector<PrecursorTraits> traits;
    for (const std::string& text : split(precursor_texts, ';')) {
      const Formula formula = parse_formula_or_throw(text);
      precursors.push_back(formula.composition);
      traits.push_back(traits_of(formula));
    }
    offer = gas_offer(target, traits, traits, AskedAtmosphere::kUnstated);
  }

  std::optional<BalancedSet> solve(SearchEffort& effort) const {
    std::vector<const Composition*> pointers;
    for (const Composition& precursor : precursors) pointers.push_back(&precursor);
    return cheapest_balance(target, pointers, offer, effort);
  }
};

std::optional<BalancedSet> solve(const std::string& target, const std::string& precursors) {
  SearchEffort effort;
  return Problem(target, precursors).solve(effort);
}

TEST(GasSearchTest, TakesTheCheapestGases) {
  const auto set = solve("LiCoO2", "Li2CO3;Co3O4");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->precursors, (std::vector<Rational>{Rational(1, 2), Rational(1, 3)}));
  EXPECT_EQ(set->cost, 2);
  ASSERT_EQ(set->gases.size(), 2U);
  EXPECT_EQ(set->degrees_of_freedom, 0U);
  for (const auto& [column, amount] : set->gases) {
    EXPECT_EQ(column.taken_up, column.id == GasId::kO2);
    EXPECT_EQ(amount, column.id == GasId::kO2 ? Rational(1, 12) : Rational(1, 2));
  }
}

TEST(GasSearchTest, NoGasesWhereNoneAreNeeded) {
  const auto set = solve("MgAl2O4", "MgO;Al2O3");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->cost, 0);
  EXPECT_TRUE(set->gases.empty());
}

TEST(GasSearchTest, CountsDegreesOfFreedom) {
  EXPECT_EQ(solve("LiCoO2", "Li2CO3;Co3O4;CoO").value().degrees_of_freedom, 1U);
  EXPECT_EQ(solve("LiCoO2", "Li2CO3;LiOH;Co3O4;CoO").value().degrees_of_freedom, 2U);
}

TEST(GasSearchTest, EmptyWhereNothingBalances) {
  EXPECT_FALSE(solve("BaTiO3", "BaCO3"));
  EXPECT_FALSE(solve("BaTiO3", "BaCO3;TiO2;NaCl"));
  EXPECT_FALSE(solve("BaTi2O5", "BaTiO3;BaCO3"));
}

TEST(GasSearchTest, TheEffortIsBounded) {
  SearchEffort effort;
  EXPECT_TRUE(effort.spend(1000));
  EXPECT_FALSE(effort.used_up());
  EXPECT_FALSE(effort.spend(std::size_t{1} << 60U));
  EXPECT_TRUE(effort.used_up());
  EXPECT_FALSE(effort.spend(0)) << "once used up, it stays so";
  EXPECT_FALSE(Problem("LiCoO2", "Li2CO3;Co3O4").solve(effort));
}

}  // namespace
}  // namespace matroute
