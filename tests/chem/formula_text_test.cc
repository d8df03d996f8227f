// Folding: every spelling of a sign becomes one byte, and every byte remembers where it came from.
#include "chem/formula_text.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

std::string folded(std::string_view text) { return spelled(fold_formula_text(text).text); }

TEST(FormulaTextTest, OneSpellingForEachSign) {
  for (const char* dot : {"·", "•", "∙", "⋅", "*", "・"})
    EXPECT_EQ(folded(std::string("CaO") + dot + "SiO2"), "CaO·SiO2") << dot;
  for (const char* minus : {"-", "−", "–", "—", "‐", "₋"})
    EXPECT_EQ(folded(std::string("O7") + minus + "x"), "O7-x") << minus;
  EXPECT_EQ(folded("Li₂CO₃"), "Li2CO3");
  EXPECT_EQ(folded("Ｌｉ２"), "Li2");
  EXPECT_EQ(folded("YBa2Cu3O7-del_O"), "YBa2Cu3O7-δ");
  EXPECT_EQ(folded("O7-delta"), "O7-δ");
  EXPECT_EQ(folded("BaTiO_3"), "BaTiO3");
  EXPECT_EQ(folded("½Li2CO3"), "1/2Li2CO3");
  EXPECT_EQ(folded("\xEF\xBB\xBF"
                   "BaTiO3"),
            "BaTiO3")
      << "a byte order mark";
}

TEST(FormulaTextTest, AFullStopBeforeWaterIsADotWithAWarning) {
  EXPECT_EQ(folded("CuSO4.5H2O"), "CuSO4·5H2O");
  EXPECT_EQ(fold_formula_text("CuSO4.5H2O").warnings.size(), 1U);
  EXPECT_EQ(folded("LiOH.H2O"), "LiOH·H2O");
  EXPECT_EQ(folded("CaSO4.1/2H2O"), "CaSO4·1/2H2O");
  EXPECT_EQ(folded("CaSO4.½H2O"), "CaSO4·1/2H2O");
  EXPECT_EQ(folded("Ca(NO3)2·2.5H2O"), "Ca(NO3)2·2.5H2O") << "behind a dot it is a decimal point";
  EXPECT_EQ(folded("LiNi.8Co.2O2"), "LiNi.8Co.2O2");
}

TEST(FormulaTextTest, PositionsAreThoseOfTheTextAsGiven) {
  const FoldedText plain = fold_formula_text("BaTiO3");
  EXPECT_EQ(plain.position(4), 4U);
  const FoldedText subscripts = fold_formula_text(" Li₂CO₃ ");
  EXPECT_EQ(subscripts.text, "Li2CO3");
  EXPECT_EQ(subscripts.position(0), 1U);
  EXPECT_EQ(subscripts.position(5), 6U);
  EXPECT_EQ(subscripts.position(6), 7U) << "one past the end";
  EXPECT_EQ(fold_formula_text("O7-delta").position(3), 3U);
}

TEST(FormulaTextTest, WhatNoFormulaHoldsIsRefusedAtItsPlace) {
  const auto place = [](std::string_view text) {
    try {
      fold_formula_text(text);
    } catch (const FormulaFailure& failure) {
      return static_cast<int>(failure.error.position);
    }
    return -1;
  };
  EXPECT_EQ(place("BaTiO3😀"), 6);
  EXPECT_EQ(place("Ba\xFFTiO3"), 2);
  EXPECT_EQ(place("Ba\xC3"), 2) << "a sequence cut off";
  EXPECT_EQ(place(std::string_view("Ba\0TiO3", 7)), 2);
  EXPECT_EQ(place("BaTiO3"), -1);
}

TEST(FormulaTextTest, BracketsAreMatchedAndTold) {
  EXPECT_EQ(past_closing("(a(b))c", 0), 6U);
  EXPECT_EQ(past_closing("(a(b)", 0), std::string_view::npos);
  EXPECT_TRUE(is_arithmetic_bracket("(1-x)", 0));
  EXPECT_TRUE(is_arithmetic_bracket("((1-x)/2)", 0));
  for (const char* text : {"(Fe)", "()", "[1]", "(acac)", "(1", "1", ""})
    EXPECT_FALSE(is_arithmetic_bracket(text, 0)) << text;
}

TEST(FormulaTextTest, LettersHaveTheirNames) {
  EXPECT_EQ(variable_name('x'), "x");
  EXPECT_EQ(variable_name(kDelta), "δ");
  EXPECT_EQ(variable_name(kFirstGreek), "α");
}

}  // namespace
}  // namespace matroute
