// Exact numbers: lowest terms, overflow as an exception, texts in both spellings.
#include "chem/rational.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <tuple>

namespace matroute {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

TEST(RationalTest, KeepsLowestTermsAndAPositiveDenominator) {
  const Rational value(6, -4);
  EXPECT_EQ(value.numerator(), -3);
  EXPECT_EQ(value.denominator(), 2);
  EXPECT_EQ(Rational(0, -7), Rational(0));
  EXPECT_EQ(Rational(0, -7).denominator(), 1);
  EXPECT_EQ(Rational(kMax, kMax), Rational(1));
  EXPECT_EQ(value.sign(), -1);
  EXPECT_FALSE(value.is_integer());
  EXPECT_DOUBLE_EQ(value.to_double(), -1.5);
}

TEST(RationalTest, CalculatesExactly) {
  EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
  EXPECT_EQ(Rational(1, 3) - Rational(1, 2), Rational(-1, 6));
  EXPECT_EQ(Rational(2, 3) * Rational(9, 4), Rational(3, 2));
  EXPECT_EQ(Rational(2, 3) / Rational(-4, 9), Rational(-3, 2));
  EXPECT_EQ(-Rational(5, 7), Rational(-5, 7));
  Rational sum;
  for (int i = 0; i < 1000; ++i) sum += Rational(1, 1000);
  EXPECT_EQ(sum, Rational(1));
}

TEST(RationalTest, ComparesByValue) {
  EXPECT_LT(Rational(1, 3), Rational(1, 2));
  EXPECT_GT(Rational(-1, 3), Rational(-1, 2));
  EXPECT_LT(Rational(kMax - 1, kMax), Rational(1));
  EXPECT_LT(Rational(-kMax, 2), Rational(kMax, 3));
}

TEST(RationalTest, OverflowIsAnException) {
  EXPECT_THROW(Rational(1, 0), RationalOverflow);
  EXPECT_THROW(Rational(1) / Rational(0), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(kMax) + Rational(1), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(kMax) * Rational(2), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(-kMax) - Rational(2), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(1, kMax) * Rational(1, 2), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(1, kMax) + Rational(1, kMax - 1), RationalOverflow);
  EXPECT_THROW(std::ignore = Rational(kMin) * Rational(kMin), RationalOverflow);
  EXPECT_THROW(std::ignore = -Rational(kMin), RationalOverflow);
  EXPECT_EQ(Rational(kMax) * Rational(3, kMax), Rational(3)) << "intermediates are wider than the result";
}

// (a + b) - b == a and (a * b) / b == a wherever nothing overflows.
TEST(RationalTest, InverseOperationsLeadBack) {
  std::mt19937_64 random(7);
  const auto number = [&] {
    return Rational(std::uniform_int_distribution<std::int64_t>(-100000, 100000)(random),
                    std::uniform_int_distribution<std::int64_t>(1, 10000)(random));
  };
  for (int i = 0; i < 20000; ++i) {
    const Rational a = number();
    const Rational b = number();
    ASSERT_EQ(a + b - b, a);
    if (b.sign() != 0) {
      ASSERT_EQ(a * b / b, a);
    }
    ASSERT_EQ(a<b, (b - a).sign()> 0);
  }
}

TEST(RationalTest, PrintsFractionsAndSubscripts) {
  EXPECT_EQ(to_fraction_text(Rational(-3, 2)), "-3/2");
  EXPECT_EQ(to_fraction_text(Rational(4)), "4");
  EXPECT_EQ(to_subscript_text(Rational(1, 8)), "0.125");
  EXPECT_EQ(to_subscript_text(Rational(1, 3)), "1/3");
  EXPECT_EQ(to_subscript_text(Rational(-1, 20)), "-0.05");
  EXPECT_EQ(to_subscript_text(Rational(kMax, 2)), "9223372036854775807/2");
  EXPECT_EQ(to_subscript_text(Rational(kMax)), "9223372036854775807");
  EXPECT_EQ(to_subscript_text(Rational(1, 1000000000000)), "0.000000000001");
  EXPECT_EQ(to_subscript_text(Rational(1, 10000000000000)), "1/10000000000000");
}

TEST(RationalTest, ReadsWhatItPrints) {
  for (const Rational& value :
       {Rational(0), Rational(1, 3), Rational(-7, 8), Rational(kMax), Rational(123456789, 1000)}) {
    EXPECT_EQ(parse_rational(to_fraction_text(value)), value);
    EXPECT_EQ(parse_rational(to_subscript_text(value)), value);
  }
  EXPECT_EQ(parse_rational(".5"), Rational(1, 2));
  EXPECT_EQ(parse_rational("5."), Rational(5));
  EXPECT_EQ(parse_rational("0.10000000000000000000000"), Rational(1, 10));
}

TEST(RationalTest, RefusesWhatIsNoNumber) {
  for (const char* text : {"", ".", "-", "1/0", "1/", "/2", "1e3", "nan", "inf", "1.2.3", "1/2/3", "+1", " 1", "1 ",
                           "--1", "0x10", "1,5", "99999999999999999999", "0.0000000000000000001"}) {
    EXPECT_FALSE(parse_rational(text)) << text;
  }
}

}  // namespace
}  // namespace matroute
