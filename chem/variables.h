// Values for the x, y and delta of a formula, from options such as --var x=0:0.5:0.1.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chem/rational.h"

namespace matroute {

// Names with their values, in the order given. Names are lower-case Latin or Greek letters; "delta" is kept as "δ".
using Variables = std::vector<std::pair<std::string, Rational>>;

// Every combination of the given options, the last one running fastest; one empty combination for no options.
// An option is NAME=VALUE or NAME=FIRST:LAST:STEP with decimals or fractions, both ends included.
// Throws Error (usage) where an option cannot be read, a name comes twice, or more than 100,000 members result.
std::vector<Variables> expand_variables(const std::vector<std::string>& options);

// "x=0.1, y=0.2"; empty for none.
std::string to_text(const Variables& variables);

}  // namespace matroute
