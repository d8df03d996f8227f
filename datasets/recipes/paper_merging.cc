// Groups by a text of what must be the same, then steps compared within a group.
#include "datasets/recipes/paper_merging.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace matroute {
namespace {

bool same_step(const RecipeStep& a, const RecipeStep& b) {
  return a.type == b.type && a.temperature_degc == b.temperature_degc && a.time_h == b.time_h &&
         a.atmosphere == b.atmosphere;
}

bool same_steps(const Recipe& a, const Recipe& b) {
  return std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), same_step);
}

// The same paper, method, target and set.
std::string group_key(const Recipe& recipe) {
  std::vector<std::string> precursors = recipe.precursors;
  std::sort(precursors.begin(), precursors.end());
  std::string key = recipe.doi + '\n' + std::string(name(recipe.method)) + '\n' + recipe.target;
  for (const std::string& precursor : precursors) key += '\n' + precursor;
  return key;
}

void share_weight(const std::vector<std::size_t>& group, std::span<Recipe> recipes) {
  float weight = 0.0F;
  for (const std::size_t i : group) weight = std::max(weight, recipes[i].weight);
  for (const std::size_t i : group) recipes[i].weight = weight / static_cast<float>(group.size());
}

}  // namespace

std::vector<bool> merge_papers(std::span<Recipe> recipes) {
  std::unordered_map<std::string, std::vector<std::size_t>> groups;
  std::vector<bool> repeated(recipes.size(), false);
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    if (recipes[i].doi.empty()) continue;
    auto& group = groups[group_key(recipes[i])];
    const auto same = [&](std::size_t k) { return same_steps(recipes[k], recipes[i]); };
    const auto twin = std::find_if(group.begin(), group.end(), same);
    repeated[i] = twin != group.end();
    if (repeated[i]) {
      recipes[*twin].weight = std::max(recipes[*twin].weight, recipes[i].weight);
    } else {
      group.push_back(i);
    }
  }
  for (const auto& [key, group] : groups) share_weight(group, recipes);
  return repeated;
}

}  // namespace matroute
