// Formulas as chemists write them: the tables of tests/data, annotations, dopants, threads.
#include "chem/formula.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/threads.h"
#include "tests/chem/csv_table.h"
#include "tests/chem/formula_check.h"

namespace matroute {
namespace {

Variables variables_of(const std::string& text) { return expand_variables(split(text, ';')).front(); }

// "Ba:1 Ti:1/2"
Composition composition_of(const std::string& text) {
  Composition composition;
  for (const std::string& item : split(text, ' ')) {
    const auto parts = split(item, ':');
    composition.add(element_from_symbol(parts.at(0)).value(), parse_rational(parts.at(1)).value());
  }
  return composition;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

TEST(FormulaTest, TheTextLosesTheBlanksAroundIt) {
  EXPECT_EQ(parse_formula_or_throw(" TiO2\t").text, "TiO2");
  EXPECT_EQ(parse_formula_or_throw("Ba TiO3").text, "Ba TiO3");
}

TEST(FormulaTest, TheTableOfGoodFormulas) {
  const auto rows = read_test_table("formulas.csv");
  ASSERT_GE(rows.size(), 190U);
  for (const CsvRow& row : rows) {
    const auto formula = parse_formula(row.at("text"), variables_of(row.at("variables")));
    ASSERT_TRUE(formula) << row.at("text") << ": " << formula.error().message;
    EXPECT_EQ(formula->composition, composition_of(row.at("expected")))
        << row.at("text") << ": " << to_text(formula->composition);
    EXPECT_NE(row.at("text").find(formula->text), std::string::npos) << row.at("text");
    expect_round_trip(formula->composition, row.at("text"));
  }
}

TEST(FormulaTest, TheTableOfBadFormulas) {
  const auto rows = read_test_table("bad_formulas.csv");
  ASSERT_GE(rows.size(), 120U);
  for (const CsvRow& row : rows) {
    const auto formula = parse_formula(row.at("text"));
    ASSERT_FALSE(formula) << row.at("text") << " was read as " << to_text(formula->composition);
    const FormulaError& error = formula.error();
    EXPECT_NE(lower(error.message).find(lower(row.at("expected_word"))), std::string::npos)
        << row.at("text") << ": " << error.message;
    if (!row.at("expected_position").empty()) {
      EXPECT_EQ(std::to_string(error.position), row.at("expected_position")) << row.at("text") << ": " << error.message;
    }
    EXPECT_LE(error.position, code_points(row.at("text"))) << row.at("text");
  }
}

TEST(FormulaTest, WaterIsCountedAndRemembered) {
  const Formula hydrate = parse_formula_or_throw("Ca(NO3)2·2.5H2O");
  EXPECT_EQ(hydrate.hydrate_water, Rational(5, 2));
  EXPECT_EQ(hydrate.anhydrous(), parse_formula_or_throw("Ca(NO3)2").composition);
  EXPECT_EQ(parse_formula_or_throw("2CuSO4·5H2O").hydrate_water, Rational(5));
  EXPECT_EQ(parse_formula_or_throw("H2O").hydrate_water, Rational(0)) << "water itself is no hydrate";
  EXPECT_EQ(parse_formula_or_throw("NiSO4(H2O)6").hydrate_water, Rational(0))
      << "without a dot it is part of the compound";
  const Formula unstated = parse_formula_or_throw("FePO4·xH2O");
  EXPECT_TRUE(unstated.unstated_water);
  EXPECT_EQ(unstated.hydrate_water, Rational(0));
  EXPECT_EQ(unstated.warnings.size(), 1U);
  const Formula stated = parse_formula("FePO4·xH2O", {{"x", 2}}).value();
  EXPECT_FALSE(stated.unstated_water);
  EXPECT_EQ(stated.hydrate_water, Rational(2));
}

// Kinds and texts of the annotations, "dopant Ce0.06".
std::string annotations(std::string_view text) {
  std::string all;
  const auto formula = parse_formula(text);
  if (!formula) return formula.error().message;
  for (const Annotation& a : formula->annotations) all += (all.empty() ? "" : ", ") + a.kind + " " + a.text;
  return all;
}

TEST(FormulaTest, WhatStandsAroundIsAnnotated) {
  EXPECT_EQ(annotations("Y3Al5O12:Ce0.06"), "dopant Ce0.06");
  EXPECT_EQ(annotations("LiFePO4/C"), "coating C");
  EXPECT_EQ(annotations("LiMn2O4@C"), "coating C");
  EXPECT_EQ(annotations("α-Al2O3"), "phase α");
  EXPECT_EQ(annotations("a-SiO2"), "phase a");
  EXPECT_EQ(annotations("NaCl(aq)"), "state aq");
  EXPECT_EQ(annotations("La2O3(4N)"), "purity 4N");
  EXPECT_EQ(annotations("D2O"), "isotope D");
  EXPECT_EQ(annotations("FePO4·xH2O"), "hydrate xH2O");
  EXPECT_EQ(annotations("Ba(OAc)2"), "ligand OAc");
  EXPECT_EQ(annotations("Co(II)O"), "oxidation state (II)");
  EXPECT_EQ(annotations("Fe(III)2O3"), "oxidation state (III)");
  EXPECT_EQ(parse_formula_or_throw("Fe(III)2O3").composition, parse_formula_or_throw("Fe2O3").composition);
}

TEST(FormulaTest, AFullStopAtTheEndIsLeftOutAndSaid) {
  for (const char* text : {"BaTiO3.", "Cu2O.", "CuSO4·5H2O.", "YBa2Cu3O7-δ.", "Y2O3:Eu.", "BaTi0.5Zr0.5O3."}) {
    const std::string without(text, std::string_view(text).size() - 1);
    const auto formula = parse_formula(text);
    ASSERT_TRUE(formula.ok()) << text << ": " << formula.error().message;
    EXPECT_EQ(formula->composition, parse_formula_or_throw(without).composition);
    EXPECT_EQ(formula->warnings.size(), parse_formula_or_throw(without).warnings.size() + 1);
  }
  EXPECT_FALSE(parse_formula("BaTiO3..").ok());
  EXPECT_FALSE(parse_formula(".").ok());
}

TEST(FormulaTest, DopantsHaveTheirAmounts) {
  const auto dopants = [](std::string_view text) { return parse_formula_or_throw(text).dopants; };
  EXPECT_EQ(dopants("Y2O3:5%Eu").at(0).amount, Rational(1, 20));
  EXPECT_EQ(dopants("Y2O3:5%Eu").at(0).element, Element::Eu);
  for (const char* text : {"Y2O3:5mol%Eu", "Y2O3: 5 at.% Eu3+", "Y2O3:Eu5%", "Y2O3:Eu 5 mol%", "Y2O3:Eu3+ 5%"}) {
    EXPECT_EQ(dopants(text).at(0).element, Element::Eu) << text;
    EXPECT_EQ(dopants(text).at(0).amount, Rational(1, 20)) << text;
  }
  EXPECT_FALSE(dopants("Y2O3:5wt%Eu").at(0).amount);
  EXPECT_EQ(parse_formula_or_throw("Y2O3:5wt%Eu").warnings.size(), 1U);
  EXPECT_EQ(dopants("Y3Al5O12:Ce0.06").at(0).amount, Rational(3, 50));
  EXPECT_FALSE(dopants("Y3Al5O12:Ce").at(0).amount);
  EXPECT_EQ(dopants("SrAl2O4:Eu2+,Dy3+").size(), 2U);
  EXPECT_FALSE(dopants("SrAl2O4:Eu2+,Dy3+").at(1).amount);
  EXPECT_EQ(dopants("CaWO4:0.05Eu").at(0).amount, Rational(1, 20));
  EXPECT_FALSE(parse_formula_or_throw("Y3Al5O12:Ce0.06").composition.contains(Element::Ce));
}

TEST(FormulaTest, NothingIsReadInSilenceThatCouldMeanSomethingElse) {
  for (const char* text :
       {"CuSO4.5H2O", "YBa2Cu3O7-δ", "BaTiO3-0.1CaZrO3", "NiCO3-2Ni(OH)2·4H2O", "SnO2·nH2O", "LiFePO4/C", "Co(II)O"}) {
    EXPECT_FALSE(parse_formula_or_throw(text).warnings.empty()) << text;
  }
  for (const char* text : {"CuSO4·5H2O", "0.9BaTiO3-0.1CaZrO3", "Ba0.5Sr0.5TiO3", "(NH4)2HPO4", "BaTiO₃"}) {
    EXPECT_TRUE(parse_formula_or_throw(text).warnings.empty()) << text;
  }
}

TEST(FormulaTest, ManyThreadsGiveTheAnswersOfOne) {
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i) {
    for (const char* table : {"formulas.csv", "bad_formulas.csv"}) {
      for (const CsvRow& row : read_test_table(table)) texts.push_back(row.at("text"));
    }
  }
  const int before = thread_count();
  set_thread_count(1);
  const auto one = parse_formulas(texts);
  set_thread_count(4);
  const auto four = parse_formulas(texts);
  set_thread_count(before);
  ASSERT_EQ(one.size(), texts.size());
  ASSERT_EQ(four.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ASSERT_EQ(one[i].ok(), four[i].ok()) << texts[i];
    if (one[i]) {
      ASSERT_EQ(one[i]->composition, four[i]->composition) << texts[i];
      ASSERT_EQ(one[i]->text, four[i]->text) << texts[i];
    } else {
      ASSERT_EQ(one[i].error().message, four[i].error().message) << texts[i];
    }
  }
}

TEST(FormulaTest, TheThrowingFormNamesTheTextAndThePlace) {
  try {
    parse_formula_or_throw("BaTiQ3");
    FAIL() << "no exception";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(std::string(error.what()).find("'BaTiQ3'"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("character 5"), std::string::npos) << error.what();
  }
}

TEST(MembersFor, KeepsTheVariablesThatTheTextsUse) {
  const auto series = expand_variables({"x=0:0.2:0.1", "y=0.5"});
  const auto members = [&](std::vector<std::string> texts) {
    std::vector<std::string> used;
    for (const std::string& text : texts) add_used_names(text, parse_formula(text, series[0]), series[0], used);
    std::vector<std::string> names;
    for (const Variables& member : members_for(used, series)) names.push_back(to_text(member));
    return names;
  };
  EXPECT_EQ(members({"BaTiO3"}), (std::vector<std::string>{""}));
  EXPECT_EQ(members({"La1-xSrxMnO3"}), (std::vector<std::string>{"x=0", "x=0.1", "x=0.2"}));
  EXPECT_EQ(members({"LayMnO3", "BaTiO3"}), (std::vector<std::string>{"y=0.5"}));
  EXPECT_EQ(members({"La1-xSrxMnO3", "LayO"}).size(), 3U);
  EXPECT_EQ(members({"Qx"}), (std::vector<std::string>{"x=0", "x=0.1", "x=0.2"}));  // unreadable: what occurs in it
  EXPECT_EQ(members_for(std::vector<std::string>{"x"}, {{}}).size(), 1U);
}

}  // namespace
}  // namespace matroute
