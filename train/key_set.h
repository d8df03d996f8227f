// Sets of precursors by identity, by which recorded recipes and routes are compared.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "chem/composition_key.h"
#include "datasets/recipes/recipe.h"
#include "datasets/results/route.h"

namespace matroute {

// Ascending, distinct, without common gases.
using KeySet = std::vector<CompositionKey>;

KeySet make_key_set(std::vector<CompositionKey> keys);

// The precursors of a recipe; or, where one cannot be read, which one and why.
Result<KeySet, std::string> recorded_set(const Recipe& recipe);

// The precursors of a route that a search made, media and dopants included.
KeySet precursors_of(const Route& route);

}  // namespace matroute
