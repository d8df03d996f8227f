// Words of messages: counts with their nouns, and the likeliest meaning of a misspelt name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace matroute {

// "1 target", "2 targets": the noun in the singular; its plural ends in s.
inline std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// The name with the fewest letters to change, at most a third of them; empty where none is near.
std::string nearest_name(std::string_view text, const std::vector<std::string>& names);

// " (did you mean NAME?)" for the nearest name; empty where none is near.
std::string did_you_mean(std::string_view text, const std::vector<std::string>& names);

}  // namespace matroute
