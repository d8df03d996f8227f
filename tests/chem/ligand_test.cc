// Ligands as chemists write them inside precursors.
#include "chem/ligand.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace matroute {
namespace {

// "2 acetate, 1 nitrate"
std::string ligand_text(std::string_view formula) {
  std::string text;
  for (const Ligand& ligand : ligands_of(formula)) {
    if (!text.empty()) text += ", ";
    text += to_fraction_text(ligand.count) + " " + std::string(ligand.species->name);
  }
  return text;
}

struct Case {
  const char* formula;
  const char* ligands;
};

TEST(Ligand, IsFoundAsWritten) {
  const Case cases[] = {
      {"Mg(CH3COO)2", "2 acetate"},
      {"Mg(C2H3O2)2·4H2O", "2 acetate"},
      {"Mn(CH₃COO)₂·4H₂O", "2 acetate"},
      {"LiOAc", "1 acetate"},
      {"Zn(OAc)2", "2 acetate"},
      {"Zn(Ac)2", "2 acetate"},
      {"CH3COOLi", "1 acetate"},
      {"NaC2H3O2", "1 acetate"},
      {"FeC2O4·2H2O", "1 oxalate"},
      {"(NH4)2C2O4", "2 ammonium, 1 oxalate"},
      {"La2(C2O4)3", "3 oxalate"},
      {"Al(NO3)3·9H2O", "3 nitrate"},
      {"AgNO3", "1 nitrate"},
      {"ZrO(NO3)2·xH2O", "2 nitrate"},
      {"Li2CO3", "1 carbonate"},
      {"CoCO3", "1 carbonate"},
      {"NaHCO3", "1 hydrogencarbonate"},
      {"2NiCO3·3Ni(OH)2·4H2O", "2 carbonate, 6 hydroxide"},
      {"LiOH·H2O", "1 hydroxide"},
      {"Ba(OH)2.8H2O", "2 hydroxide"},
      {"NH4H2PO4", "1 ammonium, 1 dihydrogenphosphate"},
      {"(NH4)2HPO4", "2 ammonium, 1 hydrogenphosphate"},
      {"(NH4)6Mo7O24·4H2O", "6 ammonium"},
      {"NH4VO3", "1 ammonium, 1 vanadate"},
      {"(NH4)2Ce(NO3)6", "2 ammonium, 6 nitrate"},
      {"Fe(C5H7O2)3", "3 acetylacetonate"},
      {"Co(acac)3", "3 acetylacetonate"},
      {"Ti(OC2H5)4", "4 ethoxide"},
      {"Ti(OCH(CH3)2)4", "4 isopropoxide"},
      {"Ti[OCH(CH3)2]4", "4 isopropoxide"},
      {"Ti(OiPr)4", "4 isopropoxide"},
      {"Ti(O-i-Pr)4", "4 isopropoxide"},
      {"Nb(OEt)5", "5 ethoxide"},
      {"Ti(OBu)4", "4 n-butoxide"},
      {"Ti(OC4H9)4", "4 n-butoxide"},
      {"Si(OMe)4", "4 methoxide"},
      {"Si(OC2H5)4", "4 ethoxide"},
      {"K3[Fe(CN)6]", "6 cyanide"},
      {"KSCN", "1 thiocyanate"},
      {"[Co(NH3)6]Cl3", "6 ammonia"},
      {"FeSO4·7H2O", "1 sulfate"},
      {"VOSO4", "1 sulfate"},
      {"C6H5O7(NH4)3", "1 citrate, 3 ammonium"},
      {"BiC6H5O7", "1 citrate"},
      {"Li2(COO)2", "1 oxalate"},
      {"(CH3)4NOH", "1 tetramethylammonium, 1 hydroxide"},
      {"Zn(N3)2", "2 azide"},
      {"AlOOH", "1 hydroxide"},
  };
  for (const Case& c : cases) EXPECT_EQ(ligand_text(c.formula), c.ligands) << c.formula;
}

TEST(Ligand, IsTheWholeMoleculeWhereTheFormulaIsOne) {
  EXPECT_EQ(ligand_text("CO(NH2)2"), "1 urea");
  EXPECT_EQ(ligand_text("C6H8O7·H2O"), "1 citric acid");
  EXPECT_EQ(ligand_text("H2C2O4"), "1 oxalic acid");
  EXPECT_EQ(ligand_text("C2H5OH"), "1 ethanol");
  EXPECT_EQ(ligand_text("NH3"), "1 ammonia");
}

TEST(Ligand, IsNotSeenWhereThereIsNone) {
  for (const char* formula : {"BaTiO3", "Co3O4", "Li3N3", "Sc2O3", "NiO", "Si3N4", "H2O", "La2O3", "Cs2O", "LiSi2N3",
                              "AcCl3", "In(III)", "", "(", "((((", ")x(", "Mn2O3·H2O"}) {
    EXPECT_EQ(ligand_text(formula), "") << formula;
  }
}

TEST(Ligand, SurvivesRandomText) {
  std::mt19937 random(5);
  const std::string alphabet = "CHONPS()[]{}0123456789./·acei-*";
  for (int i = 0; i < 5000; ++i) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    for (const Ligand& ligand : ligands_of(text)) {
      EXPECT_NE(ligand.species, nullptr);
      EXPECT_GT(ligand.count.sign(), 0) << text;
    }
  }
  EXPECT_TRUE(ligands_of(std::string(1 << 20, '(')).empty());
}

}  // namespace
}  // namespace matroute
