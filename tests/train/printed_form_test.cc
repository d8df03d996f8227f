// Which text a precursor is printed by.
#include "train/printed_form.h"

#include <gtest/gtest.h>

#include "chem/composition_key.h"

namespace matroute {
namespace {

std::string form(const std::string& text) { return printed_form(parse_formula_or_throw(text)).value_or("none"); }

TEST(PrintedForm, KeepsWhatRecipesWrite) {
  EXPECT_EQ(form("Ba(NO3)2"), "Ba(NO3)2");
  EXPECT_EQ(form("Ni(NO3)2·6H2O"), "Ni(NO3)2·6H2O");
  EXPECT_EQ(form("(NH4)6Mo7O24 · 4H2O"), "(NH4)6Mo7O24·4H2O");
}

TEST(PrintedForm, DropsWaterOfUnknownAmount) {
  EXPECT_EQ(form("Ni(NO3)2·xH2O"), "Ni(NO3)2");
  EXPECT_EQ(form("RuO2·nH2O"), "RuO2");
}

TEST(PrintedForm, PlainTextOnly) {
  EXPECT_EQ(form("CuSO4.5H2O"), "none");  // read as a hydrate with a warning
  EXPECT_EQ(form("SrO\u2082"), "none");
  EXPECT_EQ(form("Mn(CH3COO)2(4H2O)"), "none");
}

TEST(PrintedForms, TheCommonestWins) {
  PrintedForms forms;
  forms.add(parse_formula_or_throw("Ni(NO3)2·6H2O"), 2.0);
  forms.add(parse_formula_or_throw("Ni(NO3)2"), 1.5);
  EXPECT_EQ(forms.commonest(), "Ni(NO3)2·6H2O");
  forms.add(parse_formula_or_throw("Ni(NO3)2·xH2O"), 1.0);
  EXPECT_EQ(forms.commonest(), "Ni(NO3)2");
}

TEST(PrintedForms, TiesAndFallback) {
  PrintedForms tied;
  tied.add(parse_formula_or_throw("Fe2O3"), 1.0);
  tied.add(parse_formula_or_throw("FeO1.5"), 1.0);
  EXPECT_EQ(tied.commonest(), "Fe2O3");
  PrintedForms odd;
  odd.add(parse_formula_or_throw("CuSO4.5H2O"), 1.0);
  EXPECT_EQ(key_of(parse_formula_or_throw(odd.commonest())), key_of(parse_formula_or_throw("CuSO4")));
}

}  // namespace
}  // namespace matroute
