// The answer for one reaction: its exact balance, or why there is none.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "chem/balance.h"
#include "chem/variables.h"
#include "predict/stream/stream.h"

namespace matroute {

enum class BalanceStatus { kOk, kUnbalanced, kBadFormula };
inline constexpr std::array<std::string_view, 3> kBalanceStatusNames = {"ok", "unbalanced", "bad_formula"};
constexpr std::string_view name(BalanceStatus status) { return kBalanceStatusNames[static_cast<std::size_t>(status)]; }

struct BalanceAnswer {
  std::string input;    // the target, verbatim
  Variables variables;  // variables that the formulas use
  BalanceStatus status = BalanceStatus::kBadFormula;
  std::string message;                // why there is no reaction; empty where the status is ok
  Formula target;                     // empty where it could not be read
  Reaction reaction;                  // empty unless the status is ok
  std::vector<std::string> warnings;  // of the formulas, then of the reaction
};

// Balances a row of target and precursors. Thread-safe.
BalanceAnswer balance_answer(StreamItem&& item, AskedAtmosphere atmosphere);

}  // namespace matroute
