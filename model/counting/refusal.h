// Why a target is not searched at all.
#pragma once

#include <string>

#include "model/counting/counting_tables.h"
#include "model/search/material_pool.h"
#include "model/search/target.h"

namespace matroute {

// Empty where nothing that is known before the search stands against a route. elements: of the target, as the ranker
// takes them.
std::string refusal(const Target& target, const ElementSet& elements, const MaterialPool& pool,
                    const CountingTables& tables);

// Which precursors of an element there are.
struct PrecursorsOfElement {
  bool known = false;      // in the stock, where there is one, else in the vocabulary
  bool forbidden = false;  // the constraints forbid those that bring nothing foreign to the target
};

// Why an element of the target has no precursor to choose from.
std::string no_precursor(const Target& target, Element element, const PrecursorsOfElement& precursors,
                         const MaterialPool& pool);

}  // namespace matroute
