// What precursors are to a furnace, over the salts that people use.
#include "chem/precursor_traits.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

PrecursorTraits traits(std::string_view text) { return traits_of(parse_formula_or_throw(text)); }

// The nitrogen classes that a precursor belongs to, "nitrate amine".
std::string nitrogen(std::string_view text) {
  const PrecursorTraits t = traits(text);
  std::string classes;
  for (const auto& [is, name] : {std::pair{t.nitrate, "nitrate"}, {t.amine, "amine"}, {t.nitride, "nitride"}}) {
    if (is) classes += (classes.empty() ? "" : " ") + std::string(name);
  }
  return classes;
}

TEST(PrecursorTraitsTest, Nitrates) {
  for (const char* text :
       {"Fe(NO3)3·9H2O", "Co(NO3)2·6H2O", "Al(NO3)3·9H2O", "LiNO3", "Bi(NO3)3·5H2O", "Ce(NO3)3·6H2O", "HNO3", "NaNO2",
        "UO2(NO3)2·6H2O", "ZrO(NO3)2", "Bi5O(OH)9(NO3)4", "TiO(NO3)2", "RbNO3", "AgNO3", "Pd(NO3)2", "Cr(NO3)3·9H2O"}) {
    EXPECT_EQ(nitrogen(text), "nitrate") << text;
  }
}

TEST(PrecursorTraitsTest, AmmoniumAndAmines) {
  for (const char* text :
       {"NH4H2PO4", "(NH4)2HPO4", "NH4VO3", "(NH4)6Mo7O24·4H2O", "NH4Cl", "NH4F", "CO(NH2)2", "NH2CH2COOH", "NH3",
        "LiNH2", "(NH4)2CO3", "(NH4)2SO4", "CS(NH2)2", "N2H4·H2O", "(NH4)10H2(W2O7)6·4H2O", "NH4Al(SO4)2·12H2O"}) {
    EXPECT_EQ(nitrogen(text), "amine") << text;
  }
}

TEST(PrecursorTraitsTest, NitridesAndAzides) {
  for (const char* text : {"Si3N4", "Li3N", "NaN3", "N2", "KSCN", "K4[Fe(CN)6]·3H2O"})
    EXPECT_EQ(nitrogen(text), "nitride") << text;
  EXPECT_EQ(nitrogen("BaCO3"), "");
  EXPECT_EQ(nitrogen("KOCN"), "") << "cyanate is none of the three";
}

TEST(PrecursorTraitsTest, SaltsThatHoldBoth) {
  for (const char* text : {"NH4NO3", "(NH4)2Ce(NO3)6", "(NH4)2Cr2O7", "(NH4)2CrO4", "Ni(NH3)6(NO3)2"}) {
    EXPECT_EQ(nitrogen(text), "nitrate amine") << text;
  }
}

TEST(PrecursorTraitsTest, WaterOfHydrationMakesNoAmmonium) {
  EXPECT_EQ(nitrogen("Fe(NO2)3·9H2O"), "nitrate");
  EXPECT_EQ(nitrogen("Ca3N2·3H2O"), "nitride");
  EXPECT_TRUE(traits("Ca3N2·3H2O").elements.test(atomic_number(Element::H))) << "its elements count all the same";
}

TEST(PrecursorTraitsTest, Reductants) {
  for (const char* text :
       {"C",    "Si",  "Ge",  "As",   "Sb",  "S",    "Al",     "Ti",    "H2",       "NH3", "CO",  "MgH2",
        "LaB6", "B4C", "TiC", "FeAs", "ZnS", "CuSe", "Bi2Te3", "LaNi5", "CS(NH2)2", "CS2", "H2S", "SiH4"}) {
    EXPECT_TRUE(traits(text).reductant) << text;
  }
  for (const char* text :
       {"TiO2", "BaCO3", "C6H8O7", "Si3N4", "AlN", "N2", "NaCl", "CaF2", "Ar", "He", "H2O", "CO2", "NH4Cl"}) {
    EXPECT_FALSE(traits(text).reductant) << text;
  }
}

TEST(PrecursorTraitsTest, OxygenRichOnes) {
  for (const char* text : {"BaO2", "Na2O2", "MnO2", "PbO2", "KClO3", "LiNO3", "Pb3O4", "Co3O4", "CrO3"})
    EXPECT_TRUE(traits(text).oxygen_rich) << text;
  for (const char* text :
       {"BaO", "TiO2", "BaCO3", "Fe2O3", "MnO", "PbO", "PdO", "RuO2", "Bi2O3", "Tl2O", "CrCl3", "S"}) {
    EXPECT_FALSE(traits(text).oxygen_rich) << text;
  }
}

TEST(PrecursorTraitsTest, CarbonThatReduces) {
  for (const char* text : {"C", "B4C", "SiC", "CS2"}) EXPECT_TRUE(traits(text).carbon_reductant) << text;
  for (const char* text : {"CO", "CH4", "BaCO3", "Si"}) EXPECT_FALSE(traits(text).carbon_reductant) << text;
}

}  // namespace
}  // namespace matroute
