// What a user asks of every route. All of it acts inside the search.
#pragma once

#include <optional>
#include <vector>

#include "chem/synthesis.h"
#include "model/search/material.h"

namespace matroute {

struct Constraints {
  std::optional<Method> method;                // empty: any
  std::optional<std::vector<Material>> stock;  // where given, nothing else is used
  ElementSet forbidden_elements;               // no precursor holds any of them
  std::vector<CompositionKey> forbidden_precursors;
  ElementSet required_elements;               // some precursor holds each of them
  std::vector<Material> required_precursors;  // each is in the set
};

}  // namespace matroute
