// The descriptors of element_data.h on one scale, for models.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "chem/element.h"

namespace matroute {

inline constexpr std::size_t kElementFeatureCount = 20;

// One per element feature: descriptor names as in element_data.h, "log_" where the logarithm is taken, then "missing".
const std::vector<std::string>& element_feature_names();

// Each descriptor less its mean over H to Lr, by its standard deviation; 0 where unknown. The last value is 1 where any
// descriptor is unknown, else 0. kNone and the elements beyond Lr are all 0 but for the last.
std::span<const float> element_features(Element element);

}  // namespace matroute
