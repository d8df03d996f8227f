// The components of a reaction by role, and how JSON lists them.
#pragma once

#include <span>
#include <vector>

#include "chem/balance.h"
#include "predict/report/json_text.h"

namespace matroute {

// The components with the role, in the order of the reaction.
std::vector<const ReactionComponent*> components_with(std::span<const ReactionComponent> components, Role role);

// Writes one list of {formula, coefficient} for each role: precursors, consumed, byproducts, dopants, media.
void write_component_lists(JsonText& json, std::span<const ReactionComponent> components);

}  // namespace matroute
