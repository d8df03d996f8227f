// Every reason for failure, in the order in which they are looked for.
#include "chem/balance_explain.h"

#include <gtest/gtest.h>

#include "tests/chem/csv_table.h"

namespace matroute {
namespace {

std::string reason(const std::string& target_text, const std::string& precursor_texts) {
  const Formula target = parse_formula_or_throw(target_text);
  std::vector<Formula> precursors;
  for (const std::string& text : split(precursor_texts, ';')) precursors.push_back(parse_formula_or_throw(text));
  const auto reaction = balance(target, precursors);
  if (reaction) return equation_text(target, *reaction);
  return reaction.error().reason + ": " + reaction.error().message;
}

void expect_reason(const std::string& target, const std::string& precursors, const std::string& start,
                   const std::string& part) {
  const std::string text = reason(target, precursors);
  EXPECT_TRUE(text.starts_with(start + ": ")) << target << " <- " << precursors << ": " << text;
  EXPECT_NE(text.find(part), std::string::npos) << target << " <- " << precursors << ": " << text;
}

TEST(BalanceExplainTest, MissingElements) {
  expect_reason("BaTiO3", "BaCO3", "missing", "Ti");
  expect_reason("BaTiO3", "TiO2;C", "missing", "Ba");
  expect_reason("LiFePO4", "Li2CO3", "missing", "P, Fe");
  expect_reason("Y2O3:Eu", "Eu2O3", "missing", "dopants");
}

TEST(BalanceExplainTest, LeftOverElements) {
  expect_reason("BaTiO3", "BaCO3;TiO2;ZrO2", "left over", "Zr");
  expect_reason("PbI2", "Pb(NO3)2;KI", "left over", "K");
  expect_reason("Bi2O3", "BiI3", "left over", "I");
  expect_reason("BaTiO3", "BaCO3;Na2TiO3;KCl", "left over", "Na, K");
  expect_reason("BaTiO3", "Na2CO3;TiO2", "missing", "Ba");
  expect_reason("BaTiO3", "BaCO3;TiO2;ZrO2;Ar;He", "left over", ": Zr is left over");
  expect_reason("BaTiO3", "BaCO3;TiO2;ZrO2;CO2;N2", "left over", ": Zr is left over");
}

TEST(BalanceExplainTest, SuperfluousPrecursors) {
  expect_reason("In0.2Sn0.8Te", "In;Se;Sn;Te", "superfluous", "without Se");
  expect_reason("In0.2Sn0.8Te", "In;Se;Sn;Te;Ar;N2", "superfluous", "without Se");
}

TEST(BalanceExplainTest, ConflictingRatios) {
  expect_reason("BaTi2O5", "BaTiO3;BaCO3", "conflict", "Ti");
  expect_reason("Li0.4615Ge0.3846S1", "GeS2;Li2S", "conflict", "Li, Ge");
  expect_reason("LaFeAsO0.9F0.1", "LaAs;Fe2O3;Fe;LaF3", "conflict", "As");
  EXPECT_TRUE(reason("BaTiZr2O7", "BaTiO3;BaZrO3").ends_with("the target's Ba"))
      << "without Ti or Zr an amount would not be above 0";
}

TEST(BalanceExplainTest, ASearchCutShortIsUndecided) {
  const Formula target = parse_formula_or_throw("BaTi2O5");
  const std::vector<Formula> precursors = {parse_formula_or_throw("BaTiO3"), parse_formula_or_throw("BaCO3")};
  std::vector<const Formula*> pointers;
  std::vector<PrecursorTraits> traits;
  for (const Formula& precursor : precursors) {
    pointers.push_back(&precursor);
    traits.push_back(traits_of(precursor));
  }
  EXPECT_EQ(explain_imbalance(target, pointers, traits, AskedAtmosphere::kUnstated, true).reason, "undecided");
  EXPECT_EQ(explain_imbalance(target, pointers, traits, AskedAtmosphere::kUnstated, false).reason, "conflict");
}

}  // namespace
}  // namespace matroute
