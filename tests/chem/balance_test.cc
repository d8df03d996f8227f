// Balancing: the table of textbook reactions, each rule, and what holds for every set.
#include "chem/balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "base/parallel_for.h"
#include "tests/base/one_thread.h"
#include "tests/chem/csv_table.h"
#include "tests/chem/reaction_check.h"

namespace matroute {
namespace {

AskedAtmosphere atmosphere_of(const std::string& text) {
  if (text == "oxidising") return AskedAtmosphere::kOxidising;
  if (text == "inert") return AskedAtmosphere::kInert;
  return text == "reducing" ? AskedAtmosphere::kReducing : AskedAtmosphere::kUnstated;
}

struct Set {
  Formula target;
  std::vector<Formula> precursors;

  Set(const std::string& target_text, const std::string& precursor_texts)
      : target(parse_formula_or_throw(target_text)) {
    for (const std::string& text : split(precursor_texts, ';')) precursors.push_back(parse_formula_or_throw(text));
  }
};

// The equation, checked element by element, or the reason.
std::string balanced(const std::string& target, const std::string& precursors, const std::string& atmosphere = "") {
  const Set set(target, precursors);
  const auto reaction = balance(set.target, set.precursors, atmosphere_of(atmosphere));
  std::vector<const Formula*> in_place;
  for (const Formula& precursor : set.precursors) in_place.push_back(&precursor);
  const auto same = balance_if_possible(set.target, in_place, atmosphere_of(atmosphere));
  EXPECT_EQ(reaction.ok(), same.has_value()) << target << " <- " << precursors;
  if (reaction && same) {
    EXPECT_EQ(equation_text(set.target, *reaction), equation_text(set.target, *same));
  }
  if (!reaction) return reaction.error().reason;
  EXPECT_TRUE(is_balanced(set.target, set.precursors, *reaction)) << target << " <- " << precursors;
  return equation_text(set.target, *reaction);
}

std::vector<std::string> warnings(const std::string& target, const std::string& precursors) {
  const Set set(target, precursors);
  return balance(set.target, set.precursors).value().warnings;
}

bool warns(const std::string& target, const std::string& precursors, const std::string& text) {
  return std::ranges::any_of(warnings(target, precursors),
                             [&](const std::string& w) { return w.find(text) != std::string::npos; });
}

// Amounts are made whole where that is cheap, up to ten-thousandths; the next one is not.
TEST(BalanceTest, SmallSharesStayExact) {
  EXPECT_EQ(balanced("Ba0.9999Sr0.0001TiO3", "BaCO3;SrCO3;TiO2"),
            "9999/10000 BaCO3 + 1/10000 SrCO3 + TiO2 -> Ba0.9999Sr0.0001TiO3 + CO2");
  EXPECT_EQ(balanced("Ba0.99999Sr0.00001TiO3", "BaCO3;SrCO3;TiO2"),
            "99999/100000 BaCO3 + 1/100000 SrCO3 + TiO2 -> Ba0.99999Sr0.00001TiO3 + CO2");
  EXPECT_EQ(balanced("Ba2/3Sr1/3TiO3", "BaCO3;SrCO3;TiO2"), "2/3 BaCO3 + 1/3 SrCO3 + TiO2 -> Ba2/3Sr1/3TiO3 + CO2");
}

TEST(BalanceTest, TheTextbookTable) {
  const auto rows = read_test_table("textbook_reactions.csv");
  ASSERT_GE(rows.size(), 230U);
  for (const CsvRow& row : rows) {
    EXPECT_EQ(balanced(row.at("target"), row.at("precursors"), row.at("atmosphere")), row.at("expected"))
        << row.at("target") << " <- " << row.at("precursors");
  }
}

// Where the coefficients are the only ones, the order in which precursors are given does not matter.
TEST(BalanceTest, TheOrderOfPrecursorsDoesNotMatter) {
  std::mt19937_64 random(9);
  for (const CsvRow& row : read_test_table("textbook_reactions.csv")) {
    Set set(row.at("target"), row.at("precursors"));
    const auto first = balance(set.target, set.precursors, atmosphere_of(row.at("atmosphere"))).value();
    std::ranges::shuffle(set.precursors, random);
    const auto second = balance(set.target, set.precursors, atmosphere_of(row.at("atmosphere"))).value();
    ASSERT_EQ(first.components.size(), second.components.size()) << row.at("target");
    EXPECT_EQ(first.degrees_of_freedom, second.degrees_of_freedom);
    if (first.degrees_of_freedom > 0) continue;
    for (const ReactionComponent& component : first.components) {
      EXPECT_TRUE(std::ranges::any_of(second.components,
                                      [&](const ReactionComponent& other) {
                                        return other.formula == component.formula && other.role == component.role &&
                                               other.coefficient == component.coefficient;
                                      }))
          << row.at("target") << ": " << component.formula;
    }
  }
}

TEST(BalanceTest, AMultipleOfTheTargetScalesTheReaction) {
  EXPECT_EQ(balanced("2BaTiO3", "BaCO3;TiO2"), "2 BaCO3 + 2 TiO2 -> 2BaTiO3 + 2 CO2");
  EXPECT_EQ(balanced("BaTiO3", "2BaCO3;TiO2"), "1/2 2BaCO3 + TiO2 -> BaTiO3 + CO2");
}

TEST(BalanceTest, NitrogenByItsPrecursor) {
  EXPECT_EQ(balanced("NiO", "Ni(NO3)2"), "Ni(NO3)2 -> NiO + 1/2 O2 + 2 NO2");
  EXPECT_EQ(balanced("WO3", "(NH4)2WO4"), "(NH4)2WO4 -> WO3 + H2O + 2 NH3");
  EXPECT_EQ(balanced("Na", "NaN3"), "NaN3 -> Na + 3/2 N2");
  EXPECT_EQ(balanced("Al2O3", "Al(NO3)3;CO(NH2)2"), "2 Al(NO3)3 + 5 CO(NH2)2 -> Al2O3 + 5 CO2 + 10 H2O + 8 N2");
  EXPECT_EQ(balanced("Cr2O3", "(NH4)2Cr2O7"), "(NH4)2Cr2O7 -> Cr2O3 + 4 H2O + N2") << "a salt that holds both";
}

TEST(BalanceTest, SulfatesGiveOffTheirOxygenWhereTheMetalIsOxidised) {
  EXPECT_EQ(balanced("Fe2O3", "FeSO4"), "2 FeSO4 -> Fe2O3 + 1/2 O2 + 2 SO2");
  const auto reaction = balance(parse_formula_or_throw("Fe2O3"), std::vector{parse_formula_or_throw("FeSO4")});
  ASSERT_TRUE(reaction.ok());
  EXPECT_TRUE(reaction->warnings.empty()) << "the oxygen comes from SO3, not from a reduction";
}

TEST(BalanceTest, Atmospheres) {
  EXPECT_EQ(balanced("LiFePO4", "LiH2PO4;FeC2O4"), "LiH2PO4 + FeC2O4 + 1/2 O2 -> LiFePO4 + 2 CO2 + H2O");
  EXPECT_EQ(balanced("LiFePO4", "LiH2PO4;FeC2O4", "inert"), "LiH2PO4 + FeC2O4 -> LiFePO4 + CO2 + H2O + CO");
  EXPECT_EQ(balanced("V2O3", "V2O5", "reducing"), "V2O5 + 2 H2 -> V2O3 + 2 H2O");
  EXPECT_EQ(balanced("LiCoO2", "Li2O;Co3O4", "inert"), "conflict") << "nothing can take cobalt to +3";
}

TEST(BalanceTest, NamedGasesTakePartOrAreMedia) {
  EXPECT_EQ(balanced("BaTiO3", "BaCO3;TiO2;H2"), "BaCO3 + TiO2 -> BaTiO3 + CO2");
  EXPECT_TRUE(warns("BaTiO3", "BaCO3;TiO2;H2", "H2 is a medium"));
  EXPECT_EQ(balanced("MgAl2O4", "MgO;Al2O3;Ar;He"), "MgO + Al2O3 -> MgAl2O4");
  EXPECT_EQ(balanced("W", "WO3;H2;Ar"), "WO3 + 3 H2 -> W + 3 H2O");
  EXPECT_EQ(balanced("CaCO3", "CaO;CO2"), "CaO + CO2 -> CaCO3");
  EXPECT_EQ(balanced("MgO", "Ar"), "missing");
  EXPECT_EQ(balanced("MgO", "MgSO4;H2"), "MgSO4 -> MgO + SO3") << "hydrogen that takes part costs 3 more";
}

TEST(BalanceTest, DopantsAreSetAside) {
  const Set set("Y3Al5O12:Ce0.06", "Y2O3;Al2O3;CeO2");
  const Reaction reaction = balance(set.target, set.precursors).value();
  const ReactionComponent& dopant = reaction.components.back();
  EXPECT_EQ(dopant.role, Role::kDopant);
  EXPECT_EQ(dopant.coefficient, Rational(3, 50));
  EXPECT_EQ(balance(set.target, set.precursors).value().warnings.size(), 0U);
  const Set unstated("Y2O3:Eu", "Y2O3;Eu2O3");
  EXPECT_EQ(balance(unstated.target, unstated.precursors).value().components.back().coefficient, Rational(0));
  const Set halves("Y2O3:Eu0.1", "Y2O3;Eu2O3");
  EXPECT_EQ(balance(halves.target, halves.precursors).value().components.back().coefficient, Rational(1, 20));
  EXPECT_EQ(balanced("NaYF4:Yb,Er", "NaF;YF3;YbF3;ErF3"), "NaF + YF3 -> NaYF4:Yb,Er")
      << "fluorides of dopants of a fluoride";
  EXPECT_EQ(balanced("ZnS:Mn", "Zn;S;MnS"), "Zn + S -> ZnS:Mn");
  EXPECT_EQ(balanced("Y2O3:Eu", "Eu2O3"), "missing");
}

TEST(BalanceTest, UnderDeterminedSetsShareOutEvenly) {
  EXPECT_EQ(balanced("LiCoO2", "Li2CO3;Co3O4;CoO"), "1/2 Li2CO3 + 1/4 Co3O4 + 1/4 CoO + 1/8 O2 -> LiCoO2 + 1/2 CO2");
  EXPECT_TRUE(warns("LiCoO2", "Li2CO3;Co3O4;CoO", "1 degree of freedom"));
  EXPECT_EQ(balanced("BaTiO3", "BaCO3;BaCO3;TiO2"), "1/2 BaCO3 + 1/2 BaCO3 + TiO2 -> BaTiO3 + CO2") << "a duplicate";
  EXPECT_EQ(balanced("Fe", "Fe;Fe;Fe"), "1/3 Fe + 1/3 Fe + 1/3 Fe -> Fe");
  EXPECT_TRUE(warnings("BaTiO3", "BaCO3;TiO2").empty());
}

TEST(BalanceTest, Warnings) {
  EXPECT_TRUE(warns("Ba2Si5N8", "BaCO3;Si3N4", "needs reducing conditions"));
  EXPECT_FALSE(warns("YBa2Cu3O7", "Y2O3;BaO2;CuO", "needs reducing conditions")) << "a peroxide gives its oxygen off";
  EXPECT_TRUE(warns("FeO", "Fe2(SO4)3", "needs reducing conditions")) << "more oxygen than SO3 loses";
  for (const auto& [metal, precursor] : {std::pair{"Ba", "BaO2"}, {"Ba", "Ba(CH3COO)2"}, {"Co", "Co3O4"}})
    EXPECT_TRUE(warns(metal, precursor, "needs reducing conditions")) << "air would leave the oxide of " << metal;
  EXPECT_FALSE(warns("Ag", "AgNO3", "needs reducing conditions")) << "silver comes out in air";
  EXPECT_FALSE(warns("Co", "CoC2O4", "needs reducing conditions")) << "no oxygen takes part";
  EXPECT_TRUE(warns("Sr1.98Eu0.02Si5N8", "Sr3N2;Si3N4;Eu2O3", "rounding residue"));
  EXPECT_FALSE(warns("Na0.667CoO2", "Na2CO3;Co3O4", "rounding residue")) << "oxygen is no residue";
  EXPECT_FALSE(warns("Li0.01NiO", "Li2CO3;NiO", "rounding residue")) << "a little of a dopant is no residue";
}

TEST(BalanceTest, OxygenBalanceIsTold) {
  const Set peroxide("YBa2Cu3O7", "Y2O3;BaO2;CuO");
  EXPECT_EQ(balance(peroxide.target, peroxide.precursors).value().oxygen_given_off, Rational(3, 4));
  const Set cobaltate("LiCoO2", "Li2CO3;Co3O4");
  EXPECT_EQ(balance(cobaltate.target, cobaltate.precursors).value().oxygen_given_off, Rational(-1, 12));
}

TEST(BalanceTest, TargetsThatWereCompletedArePrintedAsRead) {
  EXPECT_EQ(balanced("YBa2Cu3O7-δ", "Y2O3;BaCO3;CuO"), "1/2 Y2O3 + 2 BaCO3 + 3 CuO + 1/4 O2 -> YBa2Cu3O7 + 2 CO2");
  const Formula series = parse_formula("La1-xSrxMnO3", {{"x", Rational(3, 10)}}).value();
  const Set oxides("MnO", "La2O3;SrCO3;MnO2");
  const auto reaction = balance(series, oxides.precursors).value();
  EXPECT_NE(equation_text(series, reaction).find("-> La0.7Sr0.3MnO3"), std::string::npos);
}

TEST(BalanceTest, EmptyAndHugeInputs) {
  const Formula target = parse_formula_or_throw("BaTiO3");
  EXPECT_EQ(balance(target, std::span<const Formula>()).error().reason, "empty");
  EXPECT_FALSE(balance_if_possible(target, {}));
  EXPECT_EQ(balanced("Fe0.123456789Co0.987654321Ni0.192837465", "Fe0.123456787Co3;Co0.987654323Ni7;Ni0.192837467Fe11"),
            "overflow");
}

// Precursors by the dozen, with every gas and every volatile there is: an answer comes, and soon.
TEST(BalanceTest, NoSetTakesLong) {
  const std::string oxides =
      "Fe2O3;Co3O4;CoO;NiO;MnO2;Mn2O3;Mn3O4;Fe3O4;FeO;Li2CO3;LiOH;LiNO3;Fe(NO3)3·9H2O;Co(NO3)2·6H2O;"
      "Ni(NO3)2·6H2O;Mn(NO3)2·4H2O;LiCH3COO;Mn(CH3COO)2;FeC2O4;CoC2O4;Li2C2O4";
  const std::string volatiles = ";C6H8O7;C2H6O2;NH4NO3;CO(NH2)2;C2H5NO2;NH4HCO3;NH4OH;CH4;C6H12O6;C;H2O2;N2H4;HNO3";
  const std::string gases = ";H2;NH3;O2;N2;CO2;CO;H2O;Ar;He";
  const std::string acids = ";HBr;HF;H2SO4;TiCl4;Se;Te;B;S";
  for (const std::string& precursors :
       {oxides + volatiles, oxides + gases, oxides + volatiles + gases, oxides + volatiles + gases + acids,
        "Ba(NO3)2;TiO2" + volatiles + acids, "Ba(NO3)2;TiO2" + volatiles + acids + gases}) {
    for (const char* target : {"LiNi1/3Mn1/3Co1/3Fe0.01O2", "BaTiO3", "MoS2", "C6H8O7"}) {
      const Set set(target, precursors);
      const auto start = std::chrono::steady_clock::now();
      const auto reaction = balance(set.target, set.precursors);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
      EXPECT_LT(taken.count(), 2.0) << target << " <- " << precursors;  // 0.05 where the build is optimised
      if (reaction) {
        EXPECT_TRUE(is_balanced(set.target, set.precursors, *reaction)) << target;
      } else {
        EXPECT_FALSE(reaction.error().message.empty());
      }
    }
  }
}

// Random sets of real precursors: whatever balances, balances exactly.
TEST(BalanceTest, WhateverBalancesBalancesExactly) {
  const auto rows = read_test_table("textbook_reactions.csv");
  std::vector<std::string> pool;
  for (const CsvRow& row : rows) {
    for (const std::string& text : split(row.at("precursors"), ';')) pool.push_back(text);
  }
  std::mt19937_64 random(4);
  int found = 0;
  for (int i = 0; i < 6000; ++i) {
    const CsvRow& row = rows[random() % rows.size()];
    std::string precursors = row.at("precursors");
    for (auto extra = random() % 3; extra > 0; --extra) precursors += ";" + pool[random() % pool.size()];
    const Set set(row.at("target"), precursors);
    for (const AskedAtmosphere atmosphere :
         {AskedAtmosphere::kUnstated, AskedAtmosphere::kInert, AskedAtmosphere::kReducing}) {
      const auto reaction = balance(set.target, set.precursors, atmosphere);
      if (!reaction) continue;
      ++found;
      ASSERT_TRUE(is_balanced(set.target, set.precursors, *reaction)) << row.at("target") << " <- " << precursors;
    }
  }
  EXPECT_GT(found, 4000);
}

TEST(BalanceTest, ManyThreadsGiveTheAnswersOfOne) {
  const auto rows = read_test_table("textbook_reactions.csv");
  std::vector<Set> sets;
  for (const CsvRow& row : rows) sets.emplace_back(row.at("target"), row.at("precursors"));
  const auto equations = [&](int threads) {
    std::vector<std::string> texts(sets.size());
    const testing_threads::Threads scope(threads);
    parallel_for(sets.size(), 3, [&](std::size_t i) {
      const auto reaction = balance(sets[i].target, sets[i].precursors);
      texts[i] = reaction ? equation_text(sets[i].target, *reaction) : reaction.error().message;
    });
    return texts;
  };
  EXPECT_EQ(equations(1), equations(4));
}

}  // namespace
}  // namespace matroute
