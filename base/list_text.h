// Lists of formulas in one text: "Li2CO3,Co3O4".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace matroute {

// The parts between separators outside brackets, without blanks around them; an empty part stays an empty text.
std::vector<std::string> split_formulas(std::string_view text, char separator);

}  // namespace matroute
