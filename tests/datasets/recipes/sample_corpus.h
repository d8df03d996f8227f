// Small corpora for tests.
#pragma once

#include <string>
#include <vector>

#include "datasets/recipes/corpus.h"

namespace matroute {

inline Recipe sample_recipe(const std::string& target, std::vector<std::string> precursors, const std::string& doi,
                            std::optional<int> year) {
  Recipe recipe;
  recipe.target = target;
  recipe.precursors = std::move(precursors);
  recipe.doi = doi;
  recipe.year = year;
  return recipe;
}

// 300 recipes of 100 papers; neighbours share targets and systems, so that a careless split leaks.
inline Corpus entangled_corpus() {
  Corpus corpus;
  const std::vector<std::string> metals = {"Ba", "Sr", "Ca", "Pb", "Mg", "Zn", "Cd", "Ni", "Co", "Mn"};
  const std::vector<std::string> others = {"Ti", "Zr", "Hf", "Sn", "Ge", "Si"};
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string& metal = metals[(i * 7 + i / 13) % metals.size()];
    const std::string& other = others[(i * 5 + i / 17) % others.size()];
    const std::string amount = i % 4 == 0 ? "" : "0." + std::to_string(i % 4 + 4);
    const std::string doi = i % 50 == 49 ? "" : "10.1/" + std::to_string(i / 3);
    std::optional<int> year;
    if (i % 40 != 39) year = 2000 + static_cast<int>(i / 3 % 20);
    corpus.recipes.push_back(sample_recipe(metal + amount + other + "O3", {metal + "O", other + "O2"}, doi, year));
  }
  return corpus;
}

}  // namespace matroute
