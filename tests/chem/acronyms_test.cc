#include "chem/acronyms.h"

#include <gtest/gtest.h>

#include "chem/formula.h"

namespace matroute {
namespace {

TEST(Acronyms, StandForACompound) {
  EXPECT_EQ(meaning_of_acronym("YBCO"), "YBa2Cu3O7-δ");
  EXPECT_EQ(meaning_of_acronym("BaTiO3"), "");
  EXPECT_EQ(meaning_of_acronym("ybco"), "");
}

TEST(Acronyms, AreRefusedAsFormulasWithTheirMeaning) {
  const auto formula = parse_formula("BTO");
  ASSERT_FALSE(formula);
  EXPECT_NE(formula.error().message.find("BaTiO3"), std::string::npos);
}

}  // namespace
}  // namespace matroute
