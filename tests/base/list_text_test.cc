#include "base/list_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matroute {
namespace {

using testing::ElementsAre;

TEST(SplitFormulas, SeparatorsInsideBracketsBelongToTheFormula) {
  EXPECT_THAT(split_formulas("Li2CO3, Co3O4", ','), ElementsAre("Li2CO3", "Co3O4"));
  EXPECT_THAT(split_formulas("(Ni,Co)O,[Fe,Mn]2O3", ','), ElementsAre("(Ni,Co)O", "[Fe,Mn]2O3"));
  EXPECT_THAT(split_formulas("A;B", ';'), ElementsAre("A", "B"));
}

TEST(SplitFormulas, EmptyPartsAreKept) {
  EXPECT_THAT(split_formulas("", ','), ElementsAre(""));
  EXPECT_THAT(split_formulas("A,,B,", ','), ElementsAre("A", "", "B", ""));
  EXPECT_THAT(split_formulas(")a,b", ','), ElementsAre(")a", "b"));
}

}  // namespace
}  // namespace matroute
