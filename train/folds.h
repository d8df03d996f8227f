// Recipes by paper: folds, for figures on data that a model has not seen, and weights.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "datasets/recipes/recipe.h"

namespace matroute {

// The fold of every recipe, 0 to folds - 1. Recipes of one paper share a fold; one without a DOI goes by its target.
// Depends on nothing but DOI (or target), seed and number of folds.
std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed);

// What recipes weigh where every paper weighs the same: their own weights over the sum of those of their paper.
std::vector<float> paper_weights(std::span<const Recipe> recipes);

}  // namespace matroute
