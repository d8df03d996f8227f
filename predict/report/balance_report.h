// Balanced reactions as text, for `matroute balance`.
#pragma once

#include <string>

#include "predict/stream/balance_answer.h"

namespace matroute {

// Appends one JSON object, without a line break behind it.
void append_balance_json(const BalanceAnswer& answer, std::string& out);

// Appends lines for people: the equation, a line for each component, notes; or why there is no reaction.
void append_balance_lines(const BalanceAnswer& answer, std::string& out);

}  // namespace matroute
