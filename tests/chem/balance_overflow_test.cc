// Balancing with amounts that exact arithmetic cannot add up: an answer or a reason, never an exception.
#include <gtest/gtest.h>

#include "chem/balance.h"
#include "chem/composition_key.h"
#include "chem/features.h"
#include "chem/ligand.h"
#include "chem/precursor_traits.h"
#include "tests/chem/reaction_check.h"

namespace matroute {
namespace {

// The sum over the elements fits, so that the parser accepts it; sums weighted with valences do not.
constexpr const char* kFinelyDivided = "Ba1/999999937Ti1/999999929O5";

std::vector<std::string> nasty_texts() {
  return {
      kFinelyDivided,
      "Ti1/999999937O999999937",
      "Ba999999937/999999929TiO3",
      "Ba1000000000Ti999999999O999999998",
      "BaTi0.123456789012O2.987654321098",
      "Ba1/999999999989O1/2",
      "Ba(NO3)1/999999937O1/999999929",
      "N1/999999937H1/999999929O4",
      "BaCO3:Eu1/999999937",
      "Y3Al5O12:Ce0.000000000001",
      "Y3Al5O12:Ce999999937/999999929",
      "Y3Al5O12:Ce4611686018427387847",
      "Ce1/999999999989O2",
      "CeO999999937/999999929",
      "Ce(NO3)3·999999937/999999929H2O",
      "CuSO4·1/999999999989H2O",
      "Ba1/999999937O2·1/999999929H2O",
      "1/999999937BaO-1/999999929TiO2",
      "CO2",
      "O1000000000",
      "H1/999999937O1/999999929",
      "BaTiO3",
      "TiO2",
  };
}

std::vector<Formula> nasty_formulas() {
  std::vector<Formula> formulas;
  for (const std::string& text : nasty_texts()) {
    if (auto formula = parse_formula(text)) formulas.push_back(std::move(formula).value());
  }
  return formulas;
}

TEST(BalanceOverflowTest, APrecursorThatIsTooFinelyDividedIsAReason) {
  const Formula target = parse_formula_or_throw("BaTiO3");
  const std::vector<Formula> precursors = {parse_formula_or_throw(kFinelyDivided), parse_formula_or_throw("BaCO3"),
                                           parse_formula_or_throw("TiO2")};
  const auto reaction = balance(target, precursors);
  ASSERT_FALSE(reaction);
  EXPECT_EQ(reaction.error().reason, "overflow");
  EXPECT_NE(reaction.error().message.find("too finely divided"), std::string::npos);
  std::vector<const Formula*> pointers;
  for (const Formula& precursor : precursors) pointers.push_back(&precursor);
  EXPECT_FALSE(balance_if_possible(target, pointers));
}

TEST(BalanceOverflowTest, ADopantThatOverflowsIsAReason) {
  const Formula target = parse_formula_or_throw("Y3Al5O12:Ce4611686018427387847");
  const std::vector<Formula> precursors = {parse_formula_or_throw("Y2O3"), parse_formula_or_throw("Al2O3"),
                                           parse_formula_or_throw("Ce1/3O2")};
  const auto reaction = balance(target, precursors);
  ASSERT_FALSE(reaction);
  EXPECT_EQ(reaction.error().reason, "overflow");
}

TEST(BalanceOverflowTest, TraitsThatOverflowAreAnErrorOfInput) {
  try {
    (void)traits_of(parse_formula_or_throw(kFinelyDivided));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
  }
}

TEST(BalanceOverflowTest, NastyAmountsBalanceOrGiveAReason) {
  const std::vector<Formula> formulas = nasty_formulas();
  ASSERT_GT(formulas.size(), 12U);
  std::size_t overflows = 0;
  for (const Formula& target : formulas) {
    for (const Formula& first : formulas) {
      for (const Formula& second : formulas) {
        const std::vector<Formula> precursors = {first, second};
        const auto reaction = balance(target, precursors);
        if (!reaction) {
          EXPECT_FALSE(reaction.error().message.empty());
          overflows += reaction.error().reason == "overflow" ? 1 : 0;
          continue;
        }
        EXPECT_FALSE(equation_text(target, *reaction).empty());
      }
    }
  }
  EXPECT_GT(overflows, 100U);
}

TEST(BalanceOverflowTest, WhatElseIsAskedOfNastyFormulasAnswersOrThrowsError) {
  for (const Formula& formula : nasty_formulas()) {
    try {
      (void)formula.composition.reduced();
    } catch (const RationalOverflow&) {
    }
    EXPECT_FALSE(to_text(formula.composition).empty());
    EXPECT_NO_THROW((void)key_of(formula)) << formula.text;
    EXPECT_NO_THROW((void)composition_features(formula.anhydrous())) << formula.text;
    EXPECT_NO_THROW((void)ligands_of(formula.text)) << formula.text;
  }
}

TEST(BalanceOverflowTest, VariablesWithNastyValuesGiveAFormulaOrAReason) {
  for (const char* option : {"x=1/999999937", "x=999999937/999999929", "x=0.999999999989", "x=1000000000", "x=1/3"}) {
    for (const Variables& member : expand_variables({option})) {
      for (const char* text : {"Ba1-xSrxTiO3", "BaxTiO5x", "BaTi(1/999999937+x)O3", "BaTiO3·xH2O", "BaTiO3:Eux"}) {
        const auto target = parse_formula(text, member);
        if (!target) {
          EXPECT_FALSE(target.error().message.empty()) << text;
          continue;
        }
        const std::vector<Formula> precursors = {parse_formula_or_throw("BaO"), parse_formula_or_throw("TiO2"),
                                                 parse_formula_or_throw("SrO")};
        const auto reaction = balance(*target, precursors);
        EXPECT_TRUE(reaction || !reaction.error().message.empty()) << text << " " << option;
      }
    }
  }
}

TEST(BalanceOverflowTest, ARangeThatOverflowsIsAnErrorOfUsage) {
  for (const char* option : {"x=-9223372036854775807:9223372036854775807:1", "x=0:9223372036854775807:1/999999937",
                             "x=0:1:1/999999999989", "x=99999999999999999999", "x=1/3:9223372036854775807/2:1/7"}) {
    try {
      (void)expand_variables({option});
      FAIL() << option;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage) << option;
    }
  }
}

}  // namespace
}  // namespace matroute
