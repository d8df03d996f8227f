// The species table: RDKit's reading of every SMILES agrees with the formula, and every name leads to one row.
#include "chem/species.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "chem/composition_key.h"
#include "chem/formula.h"
#include "chem/molecule.h"

namespace matroute {
namespace {

TEST(Species, TableIsLarge) { EXPECT_GE(species_table().size(), 150U); }

TEST(Species, SmilesAndFormulaAgreeInEveryRow) {
  for (const Species& species : species_table()) {
    SCOPED_TRACE(species.name);
    const Molecule molecule = read_smiles(species.smiles);
    EXPECT_EQ(molecule.composition, species.composition)
        << to_text(molecule.composition) << " against " << species.formula;
    EXPECT_EQ(molecule.charge, species.charge);
    EXPECT_FALSE(fingerprint(species.smiles).empty());
  }
}

TEST(Species, FormulasAreReadWithoutWarnings) {
  for (const Species& species : species_table()) {
    const auto formula = parse_formula(species.formula);
    ASSERT_TRUE(formula.ok()) << species.formula;
    EXPECT_TRUE(formula->warnings.empty()) << species.formula;
    EXPECT_EQ(formula->composition, species.composition);
  }
}

// Me, Bu and the like stand for several atoms; a hyphen or a small i before the group names an isomer.
bool is_abbreviated(std::string_view group) {
  if (group.find_first_of("0123456789") == std::string_view::npos || group.find('-') != std::string_view::npos)
    return true;
  return group == "NMe4" || group == "NBu4" || group.find("iC") != std::string_view::npos ||
         group.find("iOC") != std::string_view::npos;
}

TEST(Species, GroupsThatAreFormulasHoldTheSameAtoms) {
  int formulas = 0;
  for (const Species& species : species_table()) {
    for (const std::string_view group : species.groups) {
      if (is_abbreviated(group)) continue;
      const auto formula = parse_formula(group);
      ASSERT_TRUE(formula.ok()) << group << ": " << formula.error().message;
      EXPECT_EQ(formula->composition, species.composition) << group << " of " << species.name;
      ++formulas;
    }
  }
  EXPECT_GT(formulas, 150);
}

TEST(Species, NamesAreUnique) {
  std::map<std::string, std::string_view> owner;
  for (const Species& species : species_table()) {
    std::vector<std::string_view> names = species.aliases;
    names.push_back(species.name);
    for (const std::string_view name : names) {
      EXPECT_TRUE(owner.emplace(name, species.name).second) << name;
      EXPECT_EQ(species_by_name(name), &species) << name;
    }
  }
}

TEST(Species, AreFoundByNameWhateverTheCase) {
  ASSERT_NE(species_by_name("Urea"), nullptr);
  EXPECT_EQ(species_by_name("UREA")->formula, "CO(NH2)2");
  EXPECT_EQ(species_by_name("teos")->name, "tetraethyl orthosilicate");
  EXPECT_EQ(species_by_name("Citric Acid")->charge, 0);
  EXPECT_EQ(species_by_name("acetate")->charge, -1);
  EXPECT_EQ(species_by_name("unobtainium"), nullptr);
  EXPECT_EQ(species_by_name(""), nullptr);
}

TEST(Species, AreFoundByComposition) {
  using enum Element;
  EXPECT_EQ(species_by_composition({{H, 4}, {C, 1}, {O, 1}, {N, 2}})->name, "urea");
  EXPECT_EQ(species_by_composition({{C, 2}, {O, 4}}, -2)->name, "oxalate");
  EXPECT_EQ(species_by_composition({{C, 2}, {O, 4}}), nullptr);
  // Acetic acid, lactic acid and glucose have one ratio and differ in size.
  EXPECT_EQ(species_by_composition({{C, 6}, {H, 12}, {O, 6}})->name, "glucose");
  EXPECT_EQ(species_by_composition({{C, 2}, {H, 4}, {O, 2}})->name, "acetic acid");
}

}  // namespace
}  // namespace matroute
