// Folds by hash, weights by sums.
#include "train/folds.h"

#include <string_view>
#include <unordered_map>

#include "base/text_hash.h"

namespace matroute {
namespace {

const std::string& paper_of(const Recipe& recipe) { return recipe.doi.empty() ? recipe.target : recipe.doi; }

}  // namespace

std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed) {
  std::vector<std::uint32_t> result;
  result.reserve(recipes.size());
  for (const Recipe& recipe : recipes) {
    result.push_back(static_cast<std::uint32_t>(text_hash(seed, paper_of(recipe)) % folds));
  }
  return result;
}

std::vector<float> paper_weights(std::span<const Recipe> recipes) {
  std::unordered_map<std::string_view, float> papers;
  for (const Recipe& recipe : recipes) papers[paper_of(recipe)] += recipe.weight;
  std::vector<float> weights;
  weights.reserve(recipes.size());
  for (const Recipe& recipe : recipes) weights.push_back(recipe.weight / papers[paper_of(recipe)]);
  return weights;
}

}  // namespace matroute
