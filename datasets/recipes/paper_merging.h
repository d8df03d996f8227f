// A paper that tells the same recipe twice counts once.
#pragma once

#include <span>
#include <vector>

#include "datasets/recipes/recipe.h"

namespace matroute {

// Recipes of one paper, method, target and set: equal ones become one, of which the first stays with the largest weight
// of them; those that differ in their steps share the largest weight. Recipes without a DOI are left alone. Returns for
// each recipe whether it repeats one that stays; its caller drops it.
std::vector<bool> merge_papers(std::span<Recipe> recipes);

}  // namespace matroute
