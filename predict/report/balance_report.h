// Balanced reactions as text: `matroute balance`.
#pragma once

#include <string>

#include "predict/stream/balance_answer.h"

namespace matroute {

// One JSON object without a line break behind it.
void append_balance_json(const BalanceAnswer& answer, std::string& out);

// Lines for people: the equation, a line a component, notes; or why there is none.
void append_balance_lines(const BalanceAnswer& answer, std::string& out);

}  // namespace matroute
