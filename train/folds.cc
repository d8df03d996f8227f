// Folds by hash.
#include "train/folds.h"

#include "datasets/text_hash.h"

namespace matroute {

std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed) {
  std::vector<std::uint32_t> result;
  result.reserve(recipes.size());
  for (const Recipe& recipe : recipes) {
    const std::string& paper = recipe.doi.empty() ? recipe.target : recipe.doi;
    result.push_back(static_cast<std::uint32_t>(text_hash(seed, paper) % folds));
  }
  return result;
}

}  // namespace matroute
