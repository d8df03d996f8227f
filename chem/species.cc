// The table of species, its names and its compositions.
#include "chem/species.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "chem/formula.h"

namespace matroute {
namespace {

struct Row {
  std::string_view names;
  std::string_view formula;
  int charge;
  std::string_view smiles;
  std::string_view groups;
};

constexpr Row kRows[] = {
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

Species species_of(const Row& row) {
  Species species;
  species.aliases = split(row.names);
  species.name = species.aliases.front();
  species.aliases.erase(species.aliases.begin());
  species.formula = row.formula;
  species.charge = row.charge;
  species.smiles = row.smiles;
  species.groups = split(row.groups);
  species.composition = parse_formula_or_throw(row.formula).composition;
  return species;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

using NameIndex = std::unordered_map<std::string, std::size_t>;

// Row numbers: a name that is not there is answered without the species, whose formulas the parser reads, which in turn
// looks for names in what it cannot read.
const NameIndex& names() {
  static const NameIndex by_name = [] {
    NameIndex index;
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
      for (const std::string_view name : split(kRows[i].names)) index.emplace(lower(name), i);
    }
    return index;
  }();
  return by_name;
}

}  // namespace

std::span<const Species> species_table() {
  static const std::vector<Species> table = [] {
    std::vector<Species> species;
    for (const Row& row : kRows) species.push_back(species_of(row));
    return species;
  }();
  return table;
}

const Species* species_by_name(std::string_view name) {
  const auto it = names().find(lower(name));
  return it == names().end() ? nullptr : &species_table()[it->second];
}

const Species* species_by_composition(const Composition& composition, int charge) {
  const auto table = species_table();
  const auto it =
      std::ranges::find_if(table, [&](const Species& s) { return s.charge == charge && s.composition == composition; });
  return it == table.end() ? nullptr : &*it;
}

}  // namespace matroute
