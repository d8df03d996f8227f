// Acronyms of the field that stand for a compound, such as YBCO: refused where a formula is expected.
#pragma once

#include <string_view>

namespace matroute {

// "BiFeO3" for "BFO": what an acronym stands for; empty for none. Exact case.
std::string_view meaning_of_acronym(std::string_view text);

}  // namespace matroute
