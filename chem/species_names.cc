// The table of species, compiled in, and its names.
#include "chem/species_names.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace matroute {
namespace {

constexpr SpeciesRow kRows[] = {
#include "chem/species_data.inc"
};

std::vector<std::string_view> split(std::string_view joined) {
  std::vector<std::string_view> items;
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find(';'), joined.size());
    items.push_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return items;
}

using NameIndex = std::unordered_map<std::string, const SpeciesRow*>;

const NameIndex& rows_by_name() {
  static const NameIndex by_name = [] {
    NameIndex index;
    for (const SpeciesRow& row : kRows) {
      for (const std::string_view name : row.names()) index.emplace(lower_case(name), &row);
    }
    return index;
  }();
  return by_name;
}

}  // namespace

std::vector<std::string_view> SpeciesRow::names() const { return split(joined_names); }

std::vector<std::string_view> SpeciesRow::groups() const { return split(joined_groups); }

std::span<const SpeciesRow> species_rows() { return kRows; }

const SpeciesRow* species_row_by_name(std::string_view name) {
  const auto it = rows_by_name().find(lower_case(name));
  return it == rows_by_name().end() ? nullptr : it->second;
}

}  // namespace matroute
