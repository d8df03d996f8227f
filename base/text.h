// Small helpers for texts.
#pragma once

#include <string>
#include <string_view>

namespace matroute {

// A to Z as a to z; every other byte stays as it is.
std::string lower_case(std::string_view text);

// The text less the blanks, tabs and line ends at both of its ends.
std::string_view trimmed(std::string_view text);

}  // namespace matroute
