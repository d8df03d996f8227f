// The rows of the table of species as they are written, found by name. None of their formulas is read, so that the
// parser of formulas can say what a name that is no formula means.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace matroute {

// Lists are joined by ';'. species.h says what the fields hold.
struct SpeciesRow {
  std::string_view joined_names;  // the usual one first
  std::string_view formula;
  int charge;
  std::string_view smiles;
  std::string_view joined_groups;

  std::vector<std::string_view> names() const;
  std::vector<std::string_view> groups() const;
};

std::span<const SpeciesRow> species_rows();

// By name or alias, whatever the case; nullptr where there is none. Thread-safe.
const SpeciesRow* species_row_by_name(std::string_view name);

}  // namespace matroute
