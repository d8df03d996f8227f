// How deeply a JSON text nests, found without recursion: a guard in front of parsers that recurse.
#pragma once

#include <string_view>

namespace matroute {

// The text itself need not be valid JSON.
bool nests_deeper_than(std::string_view json, int limit);

}  // namespace matroute
