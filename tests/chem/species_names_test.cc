#include "chem/species_names.h"

#include <gtest/gtest.h>

#include "chem/species.h"

namespace matroute {
namespace {

TEST(SpeciesNames, ANameIsFoundWhateverItsCase) {
  for (const char* name : {"nitrate", "Nitrate", "NITRATE"}) {
    const SpeciesRow* row = species_row_by_name(name);
    ASSERT_NE(row, nullptr) << name;
    EXPECT_EQ(row->formula, "NO3");
    EXPECT_EQ(row->charge, -1);
  }
  EXPECT_EQ(species_row_by_name("unobtainium"), nullptr);
  EXPECT_EQ(species_row_by_name(""), nullptr);
}

TEST(SpeciesNames, EveryRowIsASpeciesInTheSameOrder) {
  const auto rows = species_rows();
  const auto table = species_table();
  ASSERT_EQ(rows.size(), table.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_FALSE(rows[i].names().empty());
    EXPECT_EQ(rows[i].names().front(), table[i].name);
    EXPECT_EQ(rows[i].groups(), table[i].groups);
    EXPECT_EQ(rows[i].formula, table[i].formula);
  }
}

}  // namespace
}  // namespace matroute
