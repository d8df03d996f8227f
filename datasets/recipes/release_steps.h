// The operations of a release's record as steps. Private to the importers; includes simdjson.
#pragma once

#include <simdjson.h>

#include <vector>

#include "datasets/recipes/recipe.h"

namespace matroute {

// Operations that only open a paragraph ("was prepared") are no steps. Temperatures become degC, times h.
std::vector<RecipeStep> read_release_steps(const simdjson::simdjson_result<simdjson::dom::element>& operations);

}  // namespace matroute
