// The reasons, from the plainest to the least: missing, left over, superfluous, conflict.
#include "chem/balance_explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include "chem/gas_search.h"
#include "chem/linear_system.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxListed = 16;  // elements and precursors beyond which conflicts are not narrowed down

std::string list(const ElementSet& elements) {
  std::vector<std::string_view> names;
  for (std::size_t z = 1; z <= kElementCount; ++z) {
    if (elements.test(z)) names.push_back(symbol(static_cast<Element>(z)));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

struct Problem {
  const Formula& target;
  std::span<const Formula* const> precursors;
  std::span<const PrecursorTraits> traits;
  GasOffer offer;

  std::vector<const Composition*> compositions(std::size_t without) const {
    std::vector<const Composition*> result;
    for (std::size_t i = 0; i < precursors.size(); ++i) {
      if (i != without) result.push_back(&precursors[i]->composition);
    }
    return result;
  }
};

ElementSet supplied_by(const Problem& problem, bool with_intake) {
  ElementSet supplied;
  for (const PrecursorTraits& t : problem.traits) supplied |= t.elements;
  for (const GasColumn& c : problem.offer.columns) {
    if (with_intake && c.taken_up) supplied |= gas(c.id).composition.elements();
  }
  return supplied;
}

ElementSet left_over(const Problem& problem) {
  ElementSet leaving;
  for (const GasColumn& c : problem.offer.columns) {
    if (!c.taken_up) leaving |= gas(c.id).composition.elements();
  }
  return supplied_by(problem, false) & ~problem.target.composition.elements() & ~leaving;
}

// A precursor without which the rest balances.
const Formula* superfluous(const Problem& problem, Atmosphere atmosphere) {
  SearchEffort effort;
  for (std::size_t i = 0; i < problem.precursors.size() && problem.precursors.size() > 1 && !effort.used_up(); ++i) {
    std::vector<PrecursorTraits> traits(problem.traits.begin(), problem.traits.end());
    traits.erase(traits.begin() + static_cast<std::ptrdiff_t>(i));
    const GasOffer offer = gas_offer(problem.target.composition, traits, traits, atmosphere);
    if (cheapest_balance(problem.target.composition, problem.compositions(i), offer, effort))
      return problem.precursors[i];
  }
  return nullptr;
}

// Elements each of which, left out of the account, would let the rest of the ratios be met.
ElementSet in_conflict(const Problem& problem) {
  ElementSet gaseous;
  for (const GasColumn& c : problem.offer.columns) gaseous |= gas(c.id).composition.elements();
  const ElementSet metals = problem.target.composition.elements() & ~gaseous;
  if (metals.count() > kMaxListed || problem.precursors.size() > kMaxListed) return metals;
  ElementSet conflict;
  for (std::size_t left_out = 1; left_out <= kElementCount; ++left_out) {
    if (!metals.test(left_out)) continue;
    ElementSet kept = metals;
    kept.reset(left_out);
    RationalMatrix matrix(kept.count(), problem.precursors.size() + 1);
    std::size_t row = 0;
    for (std::size_t z = 1; z <= kElementCount; ++z) {
      if (!kept.test(z)) continue;
      const auto element = static_cast<Element>(z);
      for (std::size_t i = 0; i < problem.precursors.size(); ++i) {
        matrix.at(row, i) = problem.precursors[i]->composition.amount(element);
      }
      matrix.at(row++, problem.precursors.size()) = problem.target.composition.amount(element);
    }
    const auto pivots = eliminate(matrix, matrix.rows(), problem.precursors.size());
    bool possible = true;
    for (std::size_t r = 0; r < matrix.rows(); ++r) {
      const int sign = matrix.at(r, problem.precursors.size()).sign();
      possible &= r < pivots.size() ? sign > 0 : sign == 0;
    }
    if (possible) conflict.set(left_out);
  }
  return conflict.any() ? conflict : metals;
}

}  // namespace

Imbalance explain_imbalance(const Formula& target, std::span<const Formula* const> precursors,
                            std::span<const PrecursorTraits> traits, Atmosphere atmosphere, bool search_cut_short) {
  Problem problem{target, precursors, traits, gas_offer(target.composition, traits, traits, atmosphere)};
  const ElementSet missing = target.composition.elements() & ~supplied_by(problem, true);
  if (missing.any()) return {"missing", fmt::format("no precursor supplies {}", list(missing))};
  if (const ElementSet rest = left_over(problem); rest.any()) {
    return {"left over",
            fmt::format("{} is left over: the target does not hold it and no gas that balancing knows carries it away",
                        list(rest))};
  }
  if (search_cut_short) {
    return {"undecided", fmt::format("{} precursors leave too many choices of gases to try them all; give fewer",
                                     precursors.size())};
  }
  if (const Formula* extra = superfluous(problem, atmosphere)) {
    return {"superfluous", fmt::format("it balances only without {}", extra->text)};
  }
  return {"conflict", fmt::format("the ratios conflict: no positive amounts of these precursors give the target's {}",
                                  list(in_conflict(problem)))};
}

}  // namespace matroute
