// Mending of precursor names: what is mended, and what must stay as it is.
#include "datasets/recipes/mending.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

struct Case {
  const char* given;
  const char* mended;
  std::vector<Mending> kinds;
};

TEST(Mending, CommonSlips) {
  const std::vector<Case> cases = {
      {"Bi(NO3)3.5H2O", "Bi(NO3)3·5H2O", {Mending::kJoiner}},
      {"FeC2O4.2H2O", "FeC2O4·2H2O", {Mending::kJoiner}},
      {"Na2CO3.H2O", "Na2CO3·H2O", {Mending::kJoiner}},
      {"Co(NO3)2.6·H2O", "Co(NO3)2·6H2O", {Mending::kJoiner}},
      {"Y(NO3)3··6H2O", "Y(NO3)3·6H2O", {Mending::kJoiner}},
      {"La(NO3)3x6H2O", "La(NO3)3·6H2O", {Mending::kJoiner}},
      {"Co(NO3)2-6H20", "Co(NO3)2·6H2O", {Mending::kWater, Mending::kJoiner}},
      {"Co(NO3)2 6H2O", "Co(NO3)2·6H2O", {Mending::kSpace}},
      {"Fe(NO3)3·9 H2O", "Fe(NO3)3·9H2O", {Mending::kSpace}},
      {"FeC2O4⋅2 H2O", "FeC2O4·2H2O", {Mending::kSpace}},
      {" Ti O2 ", "TiO2", {Mending::kSpace}},
      {"Al(NO3)3·(H2O)9", "Al(NO3)3·9H2O", {Mending::kWater}},
      {"Mn(CH3CO2)2·(H2O)n", "Mn(CH3CO2)2·xH2O", {Mending::kUnknownWater}},
      {"La(NO3)3·nH2O", "La(NO3)3·xH2O", {Mending::kUnknownWater}},
      {"MnCO3·(n)H2O", "MnCO3·xH2O", {Mending::kUnknownWater}},
      {"La2O3(4N)", "La2O3", {Mending::kPurity}},
      {"Fe2O3(C.P.)", "Fe2O3", {Mending::kPurity}},
      {"Ga(NO3)3.", "Ga(NO3)3", {Mending::kPunctuation}},
      {"((Al2O3))", "Al2O3", {Mending::kPunctuation}},
      {"NaCO3", "Na2CO3", {Mending::kSalt}},
      {"Ba2CO3", "BaCO3", {Mending::kSalt}},
      {"BaNO3", "Ba(NO3)2", {Mending::kSalt}},
      {"Y2CO3", "Y2(CO3)3", {Mending::kSalt}},
      {"Y(NO3)·6H2O", "Y(NO3)3·6H2O", {Mending::kSalt}},
      {"Mn(NO3)7", "Mn(NO3)2", {Mending::kSalt}},
      {"Co(NO3)3.6H2O", "Co(NO3)2·6H2O", {Mending::kJoiner, Mending::kSalt}},
      {"Mn(CH3COO)7·4H2O", "Mn(CH3COO)2·4H2O", {Mending::kName}},
      {"Fe(NO3)2·9H2O", "Fe(NO3)3·9H2O", {Mending::kName}},
      {"NH4-H2PO4", "NH4H2PO4", {Mending::kName}},
      {"SiO20.59H2O", "SiO2·0.59H2O", {Mending::kName}},
      {"Al(OH)30.949H2O", "Al(OH)3·0.949H2O", {Mending::kName}},
      {"Mn(ac)2.4H2O", "Mn(CH3COO)2·4H2O", {Mending::kJoiner, Mending::kName}},
  };
  for (const Case& c : cases) {
    MendingCounts counts{};
    MendingCounts expected{};
    for (const Mending kind : c.kinds) ++expected[static_cast<std::size_t>(kind)];
    EXPECT_EQ(mend_precursor(c.given, counts), c.mended) << c.given;
    EXPECT_EQ(counts, expected) << c.given;
  }
}

TEST(Mending, WhatIsRightOrUncertainStays) {
  for (const char* text : {"BaCO3",
                           "Sr(CH3COO)2·0.5H2O",
                           "Cu(NO3)2·2.5H2O",
                           "4MgCO3-Mg(OH)2·5H2O",
                           "Sm(NO2)3·6H2O",
                           "Ce(NO3)4",
                           "Fe(NO3)2",
                           "Mn(CH3COO)3·2H2O",
                           "Pb(CH3COO)4",
                           "Li(CH3COO)·2H2O",
                           "(NH4)2HPO4",
                           "Ti(OCH(CH3)2)4",
                           "LaOH(CO3)",
                           "Y2O3.5Fe2O3",
                           "NiCO3-2Ni(OH)2·xH2O",
                           "(Ni0.8Co0.2)(OH)2",
                           "H2O",
                           "",
                           "(",
                           ")",
                           "La2(CO3)3·xH2O"}) {
    MendingCounts counts{};
    EXPECT_EQ(mend_precursor(text, counts), text);
    EXPECT_EQ(counts, MendingCounts{}) << text;
  }
}

TEST(Mending, MendingTwiceChangesNothingMore) {
  for (const char* text : {"Co(NO3)3.6H2O", "Mn(CH3CO2)2·(H2O)n", "((Al2O3(4N)))", "Co(NO3)2.6·H2O", " NaCO3 . H2O"}) {
    MendingCounts counts{};
    const std::string once = mend_precursor(text, counts);
    const MendingCounts after = counts;
    EXPECT_EQ(mend_precursor(once, counts), once);
    EXPECT_EQ(counts, after) << text;
  }
}

TEST(Mending, Fragments) {
  EXPECT_TRUE(is_fragment("O2O3"));
  EXPECT_TRUE(is_fragment("NO3"));
  EXPECT_FALSE(is_fragment("O2"));
  EXPECT_FALSE(is_fragment("C"));
  EXPECT_FALSE(is_fragment("C2H5OH"));
}

}  // namespace
}  // namespace matroute
