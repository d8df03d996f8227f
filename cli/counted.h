// Counts with their nouns: "1 target", "2 targets".
#pragma once

#include <cstdint>
#include <string>

namespace matroute {

// The noun in the singular; its plural ends in s.
inline std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace matroute
