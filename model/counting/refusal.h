// Why a target is not searched at all.
#pragma once

#include <string>

#include "model/counting/counting_tables.h"
#include "model/search/material_pool.h"

namespace matroute {

// "Ba, Ti"
std::string element_list(const ElementSet& elements);

// Empty where nothing that is known before the search stands against a route. elements: of the target.
std::string refusal(const Formula& target, const ElementSet& elements, const MaterialPool& pool,
                    const CountingTables& tables);

}  // namespace matroute
