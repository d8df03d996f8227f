// What a corpus holds, in numbers: what `matroute data stats` prints.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "datasets/recipes/corpus.h"

namespace matroute {

struct CorpusStats {
  std::uint64_t recipes = 0;
  std::uint64_t papers = 0;       // distinct DOIs
  std::uint64_t without_doi = 0;  // recipes
  std::uint64_t targets = 0;      // distinct texts
  std::uint64_t precursors = 0;   // distinct texts
  std::uint64_t sets = 0;         // distinct sets of precursor texts
  std::uint64_t steps = 0;
  std::uint64_t with_temperature = 0;         // recipes with a temperature
  std::map<int, std::uint64_t> years;         // 0: missing
  std::vector<NamedCount> methods;            // in the order of the enum
  std::vector<NamedCount> common_precursors;  // recipes that use them, most first; ties by name
  std::vector<NamedCount> elements;           // recipes whose target has them, most first; ties by name
};

CorpusStats stats_of(const Corpus& corpus);

// One recipe count per part of a split, in the order of the enum.
std::vector<NamedCount> part_sizes(const Split& split);

}  // namespace matroute
