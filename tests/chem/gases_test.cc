// The table of gases, and which precursors are called by their names.
#include "chem/gases.h"

#include <gtest/gtest.h>

#include "chem/formula.h"

namespace matroute {
namespace {

TEST(GasesTest, EachGasIsWhatItsFormulaSays) {
  for (int i = 0; i <= static_cast<int>(GasId::kHe); ++i) {
    const Gas& entry = gas(static_cast<GasId>(i));
    EXPECT_EQ(parse_formula_or_throw(entry.formula).composition, entry.composition) << entry.formula;
  }
  EXPECT_EQ(gas(GasId::kB2O2).formula, "B2O2");
}

TEST(GasesTest, NamedGasesAreRecognisedByTheirRatios) {
  const auto named = [](std::string_view text) { return named_gas(parse_formula_or_throw(text).composition); };
  EXPECT_EQ(named("H2"), GasId::kH2);
  EXPECT_EQ(named("H"), GasId::kH2);
  EXPECT_EQ(named("D2"), GasId::kH2);
  EXPECT_EQ(named("NH3"), GasId::kNH3);
  EXPECT_EQ(named("CO"), GasId::kCO);
  EXPECT_EQ(named("Ar"), GasId::kAr);
  EXPECT_EQ(named("H2O"), GasId::kH2O);
  for (const char* text : {"HCl", "Co", "C", "CH4", "NO2", "H2O2", "SO2", "Cl2", "Ne"})
    EXPECT_FALSE(named(text)) << text;
}

TEST(GasesTest, TheElementsThatCanLeave) { EXPECT_EQ(element_list(gas_elements()), "H, C, N, O, F, S, Cl, Br"); }

}  // namespace
}  // namespace matroute
