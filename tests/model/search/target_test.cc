// What is worked out of a formula once.
#include "model/search/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matroute {
namespace {

Target target(const std::string& text) { return make_target(parse_formula_or_throw(text)); }

ElementSet set_of(std::initializer_list<Element> elements) {
  ElementSet set;
  for (const Element element : elements) set.set(atomic_number(element));
  return set;
}

TEST(Target, HoldsElementsSourcesAndAmountsWithDopantsAndWithoutWater) {
  const Target garnet = target("Y3Al5O12:Ce0.06");
  EXPECT_EQ(garnet.elements, set_of({Element::O, Element::Al, Element::Y, Element::Ce}));
  EXPECT_EQ(garnet.sources, set_of({Element::Al, Element::Y, Element::Ce}));
  EXPECT_THAT(garnet.amounts, testing::ElementsAre(12.0, 5.0, 3.0, testing::DoubleNear(0.06, 1e-12)));
  EXPECT_EQ(garnet.key, key_of(parse_formula_or_throw("Y3Al5O12")));
  const Target hydrate = target("CuSO4·5H2O");
  EXPECT_EQ(hydrate.elements, set_of({Element::O, Element::S, Element::Cu}));
  EXPECT_THAT(hydrate.amounts, testing::ElementsAre(4.0, 1.0, 1.0));
  EXPECT_EQ(hydrate.context, anion_context(hydrate.elements));
}

TEST(Target, ADopantOfUnstatedAmountCountsAsAHundredthOfAnAtom) {
  EXPECT_THAT(target("ZnS:Mn").amounts, testing::ElementsAre(1.0, 0.01, 1.0));
  EXPECT_EQ(dopant_atoms({Element::Mn, std::nullopt}), 0.01);
}

TEST(Target, ItsElementsByKeyLeaveOutDopantsAndTraces) {
  const Target doped = target("Ba0.9999Sr0.0001TiO3:Ce0.06");
  EXPECT_EQ(target_elements(doped, TargetElements::kKey), set_of({Element::O, Element::Ti, Element::Ba}));
  EXPECT_EQ(target_elements(doped, TargetElements::kFull), doped.elements);
  EXPECT_TRUE(doped.elements.test(atomic_number(Element::Sr)));
  EXPECT_EQ(target_elements_from_name("key"), TargetElements::kKey);
  EXPECT_EQ(target_elements_from_name("all"), std::nullopt);
}

}  // namespace
}  // namespace matroute
