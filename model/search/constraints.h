// The constraints of a user on every route. All of them act inside the search.
#pragma once

#include <optional>
#include <vector>

#include "chem/synthesis.h"
#include "model/search/material.h"

namespace matroute {

struct Constraints {
  std::optional<Method> method;                // empty: any
  std::optional<std::vector<Material>> stock;  // empty: none; else the only precursors that may be used
  ElementSet forbidden_elements;               // that no precursor may hold
  std::vector<CompositionKey> forbidden_precursors;
  ElementSet required_elements;               // each is held by a precursor of the set
  std::vector<Material> required_precursors;  // each is in the set
};

}  // namespace matroute
