// The working parts of the parser: amounts, multipliers, ligands, likely spellings.
#include "chem/formula_reader.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

// Applies a reader to a text; the rest that it leaves stands behind the value, "1/2|Fe".
template <class Reader>
std::string read(std::string_view text, Reader reader, const Variables& variables = {}) {
  const FoldedText folded = fold_formula_text(text);
  Formula formula;
  FormulaCursor cursor{folded, variables, formula, 0, folded.text.size()};
  try {
    const Rational value = reader(cursor);
    return to_fraction_text(value) + "|" + folded.text.substr(cursor.at);
  } catch (const FormulaFailure& failure) {
    return "error at " + std::to_string(failure.error.position);
  }
}

std::string subscript(std::string_view text, std::string_view leading = {}, const Variables& variables = {}) {
  return read(
      text, [&](FormulaCursor& c) { return read_subscript(c, leading).value; }, variables);
}

TEST(FormulaReaderTest, Numbers) {
  const auto number = [](std::string_view text) { return read(text, read_number); };
  EXPECT_EQ(number("12Fe"), "12|Fe");
  EXPECT_EQ(number("0.5"), "1/2|");
  EXPECT_EQ(number(".5O"), "1/2|O");
  EXPECT_EQ(number("1/3Co"), "1/3|Co");
  EXPECT_EQ(number("1/Co"), "1|/Co");
  EXPECT_EQ(number("1/0"), "error at 0");
  EXPECT_EQ(number("1.2.3"), "error at 0");
  EXPECT_EQ(number("99999999999999999999"), "error at 0");
}

TEST(FormulaReaderTest, SubscriptsWithVariables) {
  const Variables x = {{"x", Rational(1, 10)}, {"y", Rational(1, 5)}};
  EXPECT_EQ(subscript("1-xSr", {}, x), "9/10|Sr");
  EXPECT_EQ(subscript("1-x-ySr", {}, x), "7/10|Sr");
  EXPECT_EQ(subscript("2(1-x)O", {}, x), "9/5|O");
  EXPECT_EQ(subscript("2-x/2", {}, x), "39/20|");
  EXPECT_EQ(subscript("1-1.5xLa", {}, x), "17/20|La");
  EXPECT_EQ(subscript("7-xFx", {}, x), "69/10|Fx") << "no multiplier in front: -x belongs to the subscript";
  EXPECT_EQ(subscript("3-xCaZrO3", "(1-x)", x), "3|-xCaZrO3") << "a multiplier in front: -x begins a part";
  EXPECT_EQ(subscript("3-xCaxTiO3", "(1-x)", x), "3|-xCaxTiO3") << "also before a substitution by the same variable";
  EXPECT_EQ(subscript("1-xZrxO3", "0.9", x), "9/10|ZrxO3") << "a substitution inside a part";
  EXPECT_EQ(subscript("3-0.1CaZrO3", "0.9", x), "3|-0.1CaZrO3");
  EXPECT_EQ(subscript("7-δ"), "7|") << "delta without a value counts 0";
  EXPECT_EQ(subscript("x-1", {}, x), "error at 0") << "negative";
  EXPECT_EQ(subscript("2/(x-x)", {}, x), "error at 2") << "a division by 0";
  EXPECT_EQ(subscript("1-z", {}, x), "error at 2") << "no value";
  EXPECT_EQ(subscript("0"), "error at 0");
  EXPECT_EQ(subscript("Fe"), "1|Fe");
}

TEST(FormulaReaderTest, Multipliers) {
  const auto multiplier = [](std::string_view text, const Variables& v = {}) {
    return read(
        text, [](FormulaCursor& c) { return read_multiplier(c).value; }, v);
  };
  EXPECT_EQ(multiplier("0.9BaTiO3"), "9/10|BaTiO3");
  EXPECT_EQ(multiplier("(1-x)BaTiO3", {{"x", Rational(1, 4)}}), "3/4|BaTiO3");
  EXPECT_EQ(multiplier("2xBaTiO3", {{"x", Rational(1, 4)}}), "1/2|BaTiO3");
  EXPECT_EQ(multiplier("BaTiO3"), "1|BaTiO3");
  EXPECT_EQ(multiplier("(x-1)Fe", {{"x", Rational(1, 4)}}), "error at 0");
}

TEST(FormulaReaderTest, ArithmeticBracketsAreBounded) {
  const auto bracket = [](const std::string& text) { return read(text, read_arithmetic_bracket); };
  EXPECT_EQ(bracket("(1-1/4)"), "3/4|");
  EXPECT_EQ(bracket("(-1+2)"), "1|");
  EXPECT_EQ(bracket(std::string(16, '(') + "1" + std::string(16, ')')), "1|");
  EXPECT_EQ(bracket(std::string(17, '(') + "1" + std::string(17, ')')), "error at 16");
  EXPECT_EQ(bracket("(1-)"), "error at 3");
}

TEST(FormulaReaderTest, LigandsStandInBracketsOfTheirOwn) {
  std::size_t length = 0;
  EXPECT_EQ(to_text(abbreviated_ligand("Ba(OAc)2", 3, length)), "C2H3O2");
  EXPECT_EQ(length, 3U);
  EXPECT_EQ(to_text(abbreviated_ligand("Co(acac)3", 3, length)), "C5H7O2");
  EXPECT_TRUE(abbreviated_ligand("BaOAc", 2, length).empty());
  EXPECT_EQ(length, 0U);
  EXPECT_TRUE(abbreviated_ligand("Ac2O3", 0, length).empty()) << "actinium oxide";
}

TEST(FormulaReaderTest, LikelySpellings) {
  EXPECT_NE(likely_spelling("li2co3").find("Li2CO3"), std::string::npos);
  EXPECT_EQ(likely_spelling("batio3"), "BaTiO3");
  EXPECT_EQ(likely_spelling("zzz"), "");
  EXPECT_EQ(likely_spelling(std::string(4000, 'a')), "");
}

TEST(FormulaReaderTest, WaterInsideABracketIsNoHydrateWater) {
  const Formula formula = parse_formula_or_throw("2(CuSO4·5H2O)");
  EXPECT_EQ(formula.hydrate_water, Rational(0));
  EXPECT_EQ(formula.composition.amount(Element::H), Rational(20));
}

TEST(FormulaReaderTest, BodyAndAnnotationsFillTheFormula) {
  const FoldedText folded = fold_formula_text("α-Y2O3·2H2O:5%Eu");
  const Variables none;
  Formula formula;
  FormulaCursor cursor{folded, none, formula, 0, folded.text.size()};
  strip_annotations(cursor);
  EXPECT_EQ(cursor.text().substr(cursor.at), "Y2O3*2H2O");
  read_body(cursor);
  EXPECT_TRUE(cursor.done());
  EXPECT_EQ(to_text(formula.composition), "Y2O5H4");
  EXPECT_EQ(formula.hydrate_water, Rational(2));
}

}  // namespace
}  // namespace matroute
