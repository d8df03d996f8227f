// libFuzzer: of any target and precursors, what balances is balanced exactly by an account of its own.
// Input: the atmosphere in the first byte, then target and precursors, one a line.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "chem/balance.h"

namespace {

using namespace matroute;

constexpr std::size_t kMaxPrecursors = 24;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fputs(what, stderr);
  std::abort();
}

using Account = std::array<Rational, kElementCount + 1>;

void book(Account& account, const Composition& composition, const Rational& factor) {
  for (const auto& [element, amount] : composition) account[atomic_number(element)] += amount * factor;
}

void check(const Formula& target, const std::vector<Formula>& precursors, const Reaction& reaction) {
  Account account{};
  book(account, target.composition, -1);
  std::size_t next = 0;  // media and dopants come last, so that precursors stand in the order given
  for (const ReactionComponent& component : reaction.components) {
    if (component.role == Role::kMedium || component.role == Role::kDopant) continue;
    require(component.coefficient.sign() > 0, "a coefficient that is not positive\n");
    if (component.role == Role::kPrecursor) {
      while (next < precursors.size() && precursors[next].text != component.formula) ++next;
      require(next < precursors.size(), "a precursor that was not given\n");
      book(account, precursors[next++].composition, component.coefficient);
    } else {
      const Formula gas = parse_formula(component.formula).value();
      book(account, gas.composition,
           component.role == Role::kConsumed ? component.coefficient : -component.coefficient);
    }
  }
  for (const Rational& rest : account) require(rest == Rational(0), "a reaction that is not balanced\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto atmosphere = static_cast<AskedAtmosphere>(data[0] % 4);
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<Formula> formulas;
  while (!text.empty() && formulas.size() <= kMaxPrecursors) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto formula = parse_formula(text.substr(0, end))) formulas.push_back(std::move(formula).value());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (formulas.empty()) return 0;
  const Formula target = formulas.front();
  formulas.erase(formulas.begin());
  const auto reaction = balance(target, formulas, atmosphere);
  if (!reaction) {
    require(!reaction.error().reason.empty() && !reaction.error().message.empty(), "a failure without a reason\n");
    return 0;
  }
  try {
    check(target, formulas, *reaction);
  } catch (const RationalOverflow&) {
    // The account adds up in another order than the balancer; only its own sums may overflow.
  }
  require(!equation_text(target, *reaction).empty(), "no equation\n");
  return 0;
}
