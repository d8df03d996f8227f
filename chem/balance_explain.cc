// The reasons, from the plainest to the least: missing, left over, superfluous, conflict.
#include "chem/balance_explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "chem/gas_search.h"
#include "chem/linear_system.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxListed = 16;  // elements and precursors beyond which conflicts are not narrowed down

struct Problem {
  const Formula& target;
  std::span<const Formula* const> precursors;
  std::span<const PrecursorTraits> traits;
  GasOffer offer;  // where no named gas takes part
};

ElementSet supplied(const Problem& problem) {
  ElementSet elements;
  for (const PrecursorTraits& t : problem.traits) elements |= t.elements;
  for (const GasColumn& c : problem.offer.columns) {
    if (c.taken_up) elements |= gas(c.id).elements;
  }
  return elements;
}

// Named gases leave as they came.
ElementSet left_over(const Problem& problem) {
  ElementSet leaving;
  for (const GasColumn& c : problem.offer.columns) {
    if (!c.taken_up) leaving |= gas(c.id).elements;
  }
  ElementSet brought;
  for (const PrecursorTraits& t : problem.traits) {
    if (!t.named_gas) brought |= t.elements;
  }
  return brought & ~problem.target.composition.elements() & ~leaving;
}

bool balances_without(const Problem& problem, std::size_t left_out, bool with_gases, AskedAtmosphere atmosphere,
                      SearchEffort& effort) {
  std::vector<PrecursorTraits> all;
  std::vector<PrecursorTraits> kept;
  std::vector<const Composition*> compositions;
  for (std::size_t i = 0; i < problem.precursors.size(); ++i) {
    if (i == left_out) continue;
    const PrecursorTraits& traits = problem.traits[i];
    all.push_back(traits);
    const bool inert = traits.named_gas == GasId::kAr || traits.named_gas == GasId::kHe;
    if (inert || (traits.named_gas && !with_gases)) continue;
    kept.push_back(traits);
    compositions.push_back(&problem.precursors[i]->composition);
  }
  if (kept.empty()) return false;
  const Composition& target = problem.target.composition;
  return cheapest_balance(target, compositions, gas_offer(target, all, kept, atmosphere), effort).has_value();
}

// A precursor without which the rest balances, with all of the named gases or with none.
const Formula* superfluous(const Problem& problem, AskedAtmosphere atmosphere) {
  SearchEffort effort;
  for (const bool with_gases : {false, true}) {
    for (std::size_t i = 0; i < problem.precursors.size() && !effort.used_up(); ++i) {
      if (problem.traits[i].named_gas) continue;
      if (balances_without(problem, i, with_gases, atmosphere, effort)) return problem.precursors[i];
    }
  }
  return nullptr;
}

// Elements each of which, left out of the account, would let the rest of the ratios be met.
ElementSet in_conflict(const Problem& problem) {
  ElementSet gaseous;
  for (const GasColumn& c : problem.offer.columns) gaseous |= gas(c.id).elements;
  const ElementSet metals = problem.target.composition.elements() & ~gaseous;
  if (metals.count() > kMaxListed || problem.precursors.size() > kMaxListed) return metals;
  ElementSet conflict;
  for (const Element left_out : elements_in(metals)) {
    ElementSet kept = metals;
    kept.reset(atomic_number(left_out));
    RationalMatrix matrix(kept.count(), problem.precursors.size() + 1);
    std::size_t row = 0;
    for (const Element element : elements_in(kept)) {
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
    if (possible) conflict.set(atomic_number(left_out));
  }
  return conflict.any() ? conflict : metals;
}

}  // namespace

Imbalance explain_imbalance(const Formula& target, std::span<const Formula* const> precursors,
                            std::span<const PrecursorTraits> traits, AskedAtmosphere atmosphere,
                            bool search_cut_short) {
  std::vector<PrecursorTraits> solids;
  std::ranges::copy_if(traits, std::back_inserter(solids), [](const PrecursorTraits& t) { return !t.named_gas; });
  const Problem problem{target, precursors, traits, gas_offer(target.composition, traits, solids, atmosphere)};
  const ElementSet missing = target.composition.elements() & ~supplied(problem);
  if (missing.any()) return {"missing", fmt::format("no precursor supplies {}", element_list(missing))};
  if (const ElementSet rest = left_over(problem); rest.any()) {
    return {"left over",
            fmt::format("{} is left over: the target does not hold it and no gas that balancing knows carries it away",
                        element_list(rest))};
  }
  if (search_cut_short) {
    return {"undecided", fmt::format("{} precursors leave too many choices of gases to try them all; give fewer",
                                     precursors.size())};
  }
  if (const Formula* extra = superfluous(problem, atmosphere)) {
    return {"superfluous", fmt::format("it balances only without {}", extra->text)};
  }
  return {"conflict", fmt::format("the ratios conflict: no positive amounts of these precursors give the target's {}",
                                  element_list(in_conflict(problem)))};
}

}  // namespace matroute
