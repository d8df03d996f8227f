// Compositions: sums, reduction, equality and their text.
#include "chem/composition.h"

#include <gtest/gtest.h>

#include <limits>

namespace matroute {
namespace {

using enum Element;

TEST(CompositionTest, AddsAndDropsWhatBecomesZero) {
  Composition c{{Ba, 1}, {Ti, 1}, {O, 3}, {O, 1}};
  EXPECT_EQ(c.amount(O), Rational(4));
  c.add(Ti, -1);
  EXPECT_FALSE(c.contains(Ti));
  EXPECT_EQ(c.amount(Ti), Rational(0));
  EXPECT_EQ(c.size(), 2U);
  c.add(Zr, 0);
  EXPECT_FALSE(c.contains(Zr));
  EXPECT_EQ(c.total(), Rational(5));
  c.add(Composition{{Ba, 1}, {O, 1}}, Rational(1, 2));
  EXPECT_EQ(c.amount(Ba), Rational(3, 2));
  EXPECT_EQ(c.elements().count(), 2U);
}

TEST(CompositionTest, EqualityLooksAtAmountsAlone) {
  EXPECT_EQ((Composition{{Ba, 1}, {O, 2}}), (Composition{{O, 2}, {Ba, 1}}));
  EXPECT_NE((Composition{{Ba, 1}, {O, 2}}), (Composition{{Ba, 1}, {O, 1}}));
  EXPECT_NE((Composition{{Ba, 1}, {O, 2}}), (Composition{{Ba, 1}, {S, 2}}));
  EXPECT_NE((Composition{{Ba, 1}}), (Composition{{Ba, 1}, {S, 2}}));
  EXPECT_EQ(Composition(), Composition());
}

TEST(CompositionTest, ReducesToSmallestWholeNumbers) {
  EXPECT_EQ((Composition{{Ni, Rational(1, 3)}, {Mn, Rational(1, 2)}, {O, 2}}.reduced()),
            (Composition{{Ni, 2}, {Mn, 3}, {O, 12}}));
  EXPECT_EQ((Composition{{H, 2}, {O, 2}}.reduced()), (Composition{{H, 1}, {O, 1}}));
  EXPECT_EQ(Composition().reduced(), Composition());
}

TEST(CompositionTest, OverflowIsAnException) {
  Composition c{{Ba, std::numeric_limits<std::int64_t>::max()}, {O, 1}};
  EXPECT_THROW(c.total(), RationalOverflow);
  EXPECT_THROW(c.add(c), RationalOverflow);
}

TEST(CompositionTest, PrintsInStoredOrder) {
  EXPECT_EQ(to_text(Composition{{Li, 1}, {Ni, Rational(1, 3)}, {O, 2}, {F, Rational(1, 4)}}), "LiNi1/3O2F0.25");
  EXPECT_EQ(to_text(Composition()), "");
  EXPECT_EQ(to_text(Composition{{Co, 1}, {Cl, Rational(13, 5)}, {H, 2}, {O, 1}}), "CoCl13/5H2O")
      << "CoCl2.6H2O would be read as a hydrate";
  EXPECT_EQ(to_text(Composition{{Y, 1}, {B, 1}, {C, 1}, {O, 1}}), "YBCO1") << "YBCO would be read as an acronym";
}

}  // namespace
}  // namespace matroute
