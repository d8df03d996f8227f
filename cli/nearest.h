// The likeliest meaning of a misspelt name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace matroute {

// The name with the fewest letters to change, at most a third of them; empty where none is near.
std::string nearest_name(std::string_view text, const std::vector<std::string>& names);

// " (did you mean NAME?)" or nothing.
std::string did_you_mean(std::string_view text, const std::vector<std::string>& names);

}  // namespace matroute
