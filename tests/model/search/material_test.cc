// Precursors and the vocabulary of a model.
#include "model/search/material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

TEST(Material, IsItsCompositionWithoutWater) {
  const Material nitrate = make_material("Co(NO3)2·6H2O");
  EXPECT_EQ(nitrate.formula.text, "Co(NO3)2·6H2O");
  EXPECT_EQ(nitrate.key, make_material("Co(NO3)2").key);
  EXPECT_FALSE(nitrate.elements.test(atomic_number(Element::H)));
  EXPECT_THROW(make_material("Xy2"), Error);
}

TEST(Vocabulary, NumbersPrecursorsInTheirOrder) {
  const Vocabulary vocabulary = make_vocabulary({"BaCO3", "TiO2"}, "here");
  EXPECT_EQ(vocabulary.materials[1].formula.text, "TiO2");
  EXPECT_EQ(vocabulary.ids.at(make_material("Ti2O4").key), 1U);
}

TEST(Vocabulary, RefusesWhatIsNoFormulaAndWhatComesTwice) {
  for (const std::vector<std::string>& texts : {std::vector<std::string>{"BaCO3", "Xy"}, {"TiO2", "Ti2O4"}}) {
    try {
      make_vocabulary(texts, "here");
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kModel);
      EXPECT_THAT(error.what(), testing::StartsWith("here: precursor " + texts[1]));
    }
  }
}

}  // namespace
}  // namespace matroute
