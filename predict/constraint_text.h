// The constraints of a user on every route, read from the texts of --stock, --forbid and --require.
#pragma once

#include <string>
#include <vector>

#include "model/search/constraints.h"

namespace matroute {

struct ConstraintTexts {
  std::string stock_file;            // one formula a line, or a column `formula`; empty: none
  std::vector<std::string> forbid;   // comma lists; "Co" is an element, "Co:" and "Co3O4" are precursors
  std::vector<std::string> require;  // comma lists as in `forbid`
  std::string method = "any";        // "solid-state", "sol-gel" or "any"
};

// Throws Error: usage where a list or the method cannot be read, input where the stock file is missing or has an entry
// that is no formula, or none at all.
Constraints read_constraints(const ConstraintTexts& texts);

}  // namespace matroute
