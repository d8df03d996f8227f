// Folds of recipes by paper, for figures on data that a model has not seen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "datasets/recipe.h"

namespace matroute {

// The fold of every recipe, 0 to folds - 1. Recipes of one paper share a fold; one without a DOI goes by its target.
// Depends on nothing but DOI (or target), seed and number of folds.
std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed);

}  // namespace matroute
