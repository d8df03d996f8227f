// Reasons, in words, why a target is not searched or one of its elements has no precursor.
#pragma once

#include <string>

#include "model/counting/counting_tables.h"
#include "model/search/material_pool.h"
#include "model/search/target.h"

namespace matroute {

// The reason why a target has no route that is known before the search: constraints that contradict each other, no
// element that needs a precursor, a forbidden element, a method without recipes. Empty where there is none. elements:
// those of the target that the ranker looks at.
std::string refusal(const Target& target, const ElementSet& elements, const MaterialPool& pool,
                    const CountingTables& tables);

// Whether an element has precursors, before those that do not fit the target are left out.
struct PrecursorsOfElement {
  bool known = false;      // the stock has one, or without a stock the vocabulary
  bool forbidden = false;  // the constraints forbid one that would fit the target
};

// Why an element of the target has no precursor to choose from.
std::string no_precursor(const Target& target, Element element, const PrecursorsOfElement& precursors,
                         const MaterialPool& pool);

}  // namespace matroute
