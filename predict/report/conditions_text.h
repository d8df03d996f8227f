// Steps and precedents of a route in words, for the formats that people read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "datasets/results/route.h"

namespace matroute {

// A step in words: "sinter at 850 °C (800 to 900), 12 h (6 to 24), air (75 %)": the median, the quantiles 0.05 and 0.95
// in brackets, and the likeliest atmosphere. Conditions that the step does not state are omitted. `atmospheres` names
// the entries of RouteStep::atmosphere.
std::string step_text(const RouteStep& step, const std::vector<std::string>& atmospheres);

// A precedent in words: "doi:10.1/x (same target)".
std::string precedent_text(const Precedent& precedent);

}  // namespace matroute
