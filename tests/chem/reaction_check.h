// Whether a reaction is balanced, element by element, by the tests' own account: formulas and coefficients are read
// again from the reaction's own text, and nothing of the balancer's algebra is used.
#pragma once

#include <gtest/gtest.h>

#include "chem/balance.h"

namespace matroute {

inline testing::AssertionResult is_balanced(const Formula& target, std::span<const Formula> precursors,
                                            const Reaction& reaction) {
  std::array<Rational, kElementCount + 1> account{};
  const auto add = [&](const Composition& composition, const Rational& factor) {
    for (const auto& [element, amount] : composition) account[atomic_number(element)] += amount * factor;
  };
  add(target.composition, -1);
  for (const ReactionComponent& component : reaction.components) {
    const Rational& coefficient = component.coefficient;
    if (component.role == Role::kMedium || component.role == Role::kDopant) continue;
    if (coefficient.sign() <= 0)
      return testing::AssertionFailure() << component.formula << " has no positive coefficient";
    if (component.role == Role::kPrecursor) {
      const auto given = std::ranges::find(precursors, component.formula, &Formula::text);
      if (given == precursors.end()) return testing::AssertionFailure() << component.formula << " was not given";
      add(given->composition, coefficient);
    } else {
      const auto gas = parse_formula(component.formula);
      if (!gas) return testing::AssertionFailure() << component.formula << " is no formula";
      add(gas->composition, component.role == Role::kConsumed ? coefficient : -coefficient);
    }
  }
  for (std::size_t z = 1; z < account.size(); ++z) {
    if (account[z] != Rational(0)) {
      return testing::AssertionFailure() << symbol(static_cast<Element>(z)) << " is off by "
                                         << to_fraction_text(account[z]);
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace matroute
