// Symbols and atomic numbers.
#include "chem/element.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace matroute {
namespace {

TEST(ElementTest, EverySymbolLeadsBackToItsElement) {
  for (std::size_t z = 1; z <= kElementCount; ++z) {
    const auto element = static_cast<Element>(z);
    EXPECT_FALSE(symbol(element).empty());
    EXPECT_EQ(element_from_symbol(symbol(element)), element) << z;
  }
  EXPECT_EQ(symbol(Element::kNone), "");
  EXPECT_EQ(atomic_number(Element::U), 92U);
  EXPECT_EQ(atomic_number(Element::Og), 118U);
}

TEST(ElementTest, OnlySymbolsAreElements) {
  std::size_t found = 0;
  for (int first = 0; first < 256; ++first) {
    found += element_from_symbol(std::string(1, static_cast<char>(first))).has_value();
    for (int second = 0; second < 256; ++second) {
      found += element_from_symbol(std::string{static_cast<char>(first), static_cast<char>(second)}).has_value();
    }
  }
  EXPECT_EQ(found, kElementCount);
  for (const char* text : {"", "ba", "BA", "Xx", "Bax", "D", "T"}) EXPECT_FALSE(element_from_symbol(text)) << text;
}

TEST(ElementTest, TheSurroundingsHoldFourElements) {
  EXPECT_EQ(ambient_elements().count(), 4U);
  for (const Element e : {Element::H, Element::C, Element::N, Element::O})
    EXPECT_TRUE(ambient_elements().test(atomic_number(e)));
}

ElementSet set_of(std::initializer_list<Element> elements) {
  ElementSet set;
  for (const Element e : elements) set.set(atomic_number(e));
  return set;
}

TEST(ElementTest, TheElementsOfASetComeByAtomicNumber) {
  using enum Element;
  std::vector<Element> found;
  for (const Element e : elements_in(set_of({Og, Ti, H, Ba}))) found.push_back(e);
  EXPECT_EQ(found, (std::vector<Element>{H, Ti, Ba, Og}));
  for (const Element e : elements_in({})) ADD_FAILURE() << symbol(e) << " is in no empty set";
}

TEST(ElementTest, ASetAsText) {
  using enum Element;
  EXPECT_EQ(element_list(set_of({Ti, Ba})), "Ti, Ba");
  EXPECT_EQ(element_list(set_of({O, Ba, Ti}), " "), "O Ti Ba");
  EXPECT_EQ(element_list({}), "");
}

TEST(ElementTest, WhetherASetHasAnElement) {
  EXPECT_TRUE(has(set_of({Element::Ti}), Element::Ti));
  EXPECT_FALSE(has(set_of({Element::Ti}), Element::Zr));
}

}  // namespace
}  // namespace matroute
