// Folds and weights of recipes by paper. Folds give figures on papers that a model was not trained on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "datasets/recipes/recipe.h"

namespace matroute {

// The fold of every recipe, 0 to folds - 1. Recipes of one paper share a fold; a recipe without a DOI shares one with
// those of its target. Depends on nothing but DOI (or target), seed and number of folds.
std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed);

// Weights under which all papers weigh the same: the weight of a recipe over the sum of the weights of its paper.
std::vector<float> paper_weights(std::span<const Recipe> recipes);

}  // namespace matroute
