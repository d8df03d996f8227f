// Formulas that nobody would write: random compositions, random bytes, mutations, texts of 4 KiB.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>

#include "chem/formula.h"
#include "tests/chem/csv_table.h"
#include "tests/chem/formula_check.h"

namespace matroute {
namespace {

TEST(FormulaRobustnessTest, RandomCompositionsComeBackFromTheirText) {
  std::mt19937_64 random(11);
  const auto draw = [&](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
  };
  constexpr std::array<std::int64_t, 8> kDenominators = {1, 1, 2, 3, 7, 100, 1000, 10000};
  for (int i = 0; i < 20000; ++i) {
    Composition composition;
    const auto elements = draw(1, 8);
    for (std::int64_t e = 0; e < elements; ++e) {
      const auto denominator = kDenominators[static_cast<std::size_t>(draw(0, 7))];
      composition.add(static_cast<Element>(draw(1, kElementCount)), Rational(draw(1, 30 * denominator), denominator));
    }
    ASSERT_NO_FATAL_FAILURE(expect_round_trip(composition, "random"));
  }
}

// A text is read or refused; either way quickly, and an error lies inside the text.
void expect_sane(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  const auto formula = parse_formula(text);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), 1.0) << text;
  if (!formula) {
    EXPECT_LE(formula.error().position, code_points(text)) << text << ": " << formula.error().message;
    EXPECT_FALSE(formula.error().message.empty()) << text;
    return;
  }
  ASSERT_FALSE(formula->composition.empty()) << text;
  for (const auto& [element, amount] : formula->composition) ASSERT_GT(amount, Rational(0)) << text;
  EXPECT_GE(formula->hydrate_water, Rational(0)) << text;
  expect_round_trip(formula->composition, text);
}

TEST(FormulaRobustnessTest, RandomBytesAreReadOrRefused) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50000; ++i) {
    std::string text(random() % 24, '\0');
    for (char& c : text) c = static_cast<char>(i % 2 == 0 ? random() % 256 : 32 + random() % 95);
    ASSERT_NO_FATAL_FAILURE(expect_sane(text));
  }
}

TEST(FormulaRobustnessTest, MutationsOfGoodFormulasAreReadOrRefused) {
  std::mt19937_64 random(5);
  const auto rows = read_test_table("formulas.csv");
  constexpr std::string_view kInserted = "()[]{}0123456789.,-+/*:@%xyz δ·BaTiO^_HUN";
  for (int i = 0; i < 50000; ++i) {
    std::string text = rows[random() % rows.size()].at("text");
    for (auto changes = 1 + random() % 3; changes > 0 && !text.empty(); --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text.erase(at, 1);
          break;
        case 1:
          text.insert(at, 1, kInserted[random() % kInserted.size()]);
          break;
        case 2:
          text[at] = kInserted[random() % kInserted.size()];
          break;
        default:
          text += text.substr(at);
          break;
      }
    }
    ASSERT_NO_FATAL_FAILURE(expect_sane(text));
  }
}

TEST(FormulaRobustnessTest, LongAndDeepTextsAreBounded) {
  const auto repeat = [](const std::string& piece, std::size_t bytes) {
    std::string text;
    while (text.size() + piece.size() <= bytes) text += piece;
    return text;
  };
  for (const char* piece :
       {"(",  ")",  "[(",    "Fe",    "(Fe",    "H2O", ".H2O", "·H2O", "·xH2O", "1",  "9.",  "-",   "x",
        "(x", "1-", "(1-x)", "del",   "_1",     "δ",   "(II)", ":Eu",  "/C",    "@",  " ",   "Fe ", "(OAc)",
        "α-", "li", "?",     "Ba0.1", "-0.1Fe", "2(",  "1/3",  "%",    "^",     "(1", "((1)"}) {
    expect_sane(repeat(piece, kMaxFormulaBytes));
    expect_sane("Fe" + repeat(piece, kMaxFormulaBytes - 2));
    expect_sane("0.5Fe" + repeat(piece, kMaxFormulaBytes - 5));
  }
  const auto too_long = parse_formula(std::string(kMaxFormulaBytes, 'C') + "C");
  ASSERT_FALSE(too_long);
  EXPECT_NE(too_long.error().message.find("4096"), std::string::npos);
  EXPECT_FALSE(parse_formula(std::string(1 << 20, '(')));
  EXPECT_TRUE(parse_formula(std::string(64, '(') + "Fe" + std::string(64, ')')))
      << "64 brackets inside one another are enough";
  EXPECT_FALSE(parse_formula(std::string(66, '(') + "Fe" + std::string(66, ')')));
}

}  // namespace
}  // namespace matroute
