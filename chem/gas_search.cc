// The search over sets of gases: the elements that no gas holds are eliminated once, then each set of gases in the
// order of its cost is a system of a few rows.
#include "chem/gas_search.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "chem/linear_system.h"

namespace matroute {
namespace {

constexpr int kMaxGases = 5;
constexpr std::size_t kMaxCachedOffers = 1024;

// A set of columns of an offer, as bits.
struct GasSet {
  std::uint32_t columns = 0;
  int cost = 0;
};

bool is_acid(GasId id) { return id == GasId::kHF || id == GasId::kHCl || id == GasId::kHBr; }

bool holds_both(std::uint32_t ids, GasId a, GasId b) {
  const std::uint32_t both = (1U << static_cast<unsigned>(a)) | (1U << static_cast<unsigned>(b));
  return (ids & both) == both;
}

// Gases that would react with each other on the way out: CO and H2 burn in O2, and H2 with CO2 is CO with water.
bool react_together(std::uint32_t ids_given_off) {
  return holds_both(ids_given_off, GasId::kO2, GasId::kCO) || holds_both(ids_given_off, GasId::kO2, GasId::kH2) ||
         holds_both(ids_given_off, GasId::kCO2, GasId::kH2);
}

bool is_allowed(const GasOffer& offer, std::uint32_t columns) {
  bool acid = false;
  bool water = false;
  std::uint32_t ids = 0;
  std::uint32_t given_off = 0;
  for (std::uint32_t rest = columns; rest != 0; rest &= rest - 1) {
    const GasColumn& column = offer.columns[static_cast<std::size_t>(std::countr_zero(rest))];
    const std::uint32_t bit = 1U << static_cast<unsigned>(column.id);
    if ((ids & bit) != 0) return false;  // in and out at once
    ids |= bit;
    if (!column.taken_up) given_off |= bit;
    acid |= !column.taken_up && is_acid(column.id);
    water |= column.taken_up && column.id == GasId::kH2O;
  }
  return (!water || acid || !offer.cheap_hydrolysis) && !react_together(given_off);
}

void extend(const GasOffer& offer, GasSet set, std::size_t next, std::vector<GasSet>& sets) {
  if (is_allowed(offer, set.columns) || set.columns == 0) sets.push_back(set);
  if (std::popcount(set.columns) == kMaxGases) return;
  for (std::size_t i = next; i < offer.columns.size(); ++i) {
    const GasSet longer{set.columns | (1U << i), set.cost + offer.columns[i].cost};
    if (longer.cost <= offer.cost_limit) extend(offer, longer, i + 1, sets);
  }
}

// By cost, then by number, then by list order.
bool comes_first(const GasSet& a, const GasSet& b) {
  if (a.cost != b.cost) return a.cost < b.cost;
  const int count_a = std::popcount(a.columns);
  const int count_b = std::popcount(b.columns);
  if (count_a != count_b) return count_a < count_b;
  const std::uint32_t difference = a.columns ^ b.columns;
  return (a.columns & (difference & (~difference + 1))) != 0;
}

struct OfferHash {
  std::size_t operator()(const GasOffer& offer) const {
    std::size_t state = static_cast<std::size_t>(offer.cost_limit) * 2 + (offer.cheap_hydrolysis ? 1 : 0);
    for (const GasColumn& c : offer.columns) {
      const auto word = static_cast<std::size_t>(c.id) * 512 + static_cast<std::size_t>(c.cost) * 2 + (c.taken_up ? 1 : 0);
      state = (state ^ word) * 0x100000001B3ULL;
    }
    return state;
  }
};

const std::vector<GasSet>& sets_of(const GasOffer& offer) {
  thread_local std::unordered_map<GasOffer, std::vector<GasSet>, OfferHash> cache;
  if (const auto it = cache.find(offer); it != cache.end()) return it->second;
  if (cache.size() >= kMaxCachedOffers) cache.clear();
  std::vector<GasSet> sets;
  extend(offer, {}, 0, sets);
  std::ranges::sort(sets, comes_first);
  return cache.emplace(offer, std::move(sets)).first->second;
}

class Search {
 public:
  Search(const Composition& target, std::span<const Composition* const> precursors, const GasOffer& offer)
      : target_(target), offer_(offer), precursor_count_(precursors.size()), matrix_(build(precursors)) {}

  std::optional<BalancedSet> run() {
    if (!eliminate_metals()) return std::nullopt;
    find_needed_gases();
    for (const GasSet& set : sets_of(offer_)) {
      const bool touches_all = std::ranges::all_of(needed_, [&](std::uint32_t columns) { return (columns & set.columns) != 0; });
      if (!touches_all) continue;
      if (auto solution = solve(set)) return solution;
    }
    return std::nullopt;
  }

 private:
  std::size_t rhs() const { return matrix_.columns() - 1; }

  // Rows: elements, those that no gas holds first. Columns: precursors, gases, the target.
  RationalMatrix build(std::span<const Composition* const> precursors) {
    ElementSet gaseous;
    for (const GasColumn& c : offer_.columns) gaseous |= gas(c.id).composition.elements();
    ElementSet all = gaseous | target_.elements();
    for (const Composition* p : precursors) all |= p->elements();
    std::array<std::size_t, kElementCount + 1> row_of{};
    std::size_t rows = 0;
    for (const bool gas_rows : {false, true}) {
      for (std::size_t z = 1; z <= kElementCount; ++z) {
        if (all.test(z) && gaseous.test(z) == gas_rows) row_of[z] = rows++;
      }
      if (!gas_rows) metal_rows_ = rows;
    }
    RationalMatrix matrix(rows, precursors.size() + offer_.columns.size() + 1);
    const auto fill = [&](const Composition& composition, std::size_t column, int sign) {
      for (const auto& [e, amount] : composition) matrix.at(row_of[atomic_number(e)], column) = sign < 0 ? -amount : amount;
    };
    for (std::size_t i = 0; i < precursors.size(); ++i) fill(*precursors[i], i, 1);
    for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
      fill(gas(offer_.columns[i].id).composition, precursors.size() + i, offer_.columns[i].taken_up ? 1 : -1);
    }
    fill(target_, precursors.size() + offer_.columns.size(), 1);
    return matrix;
  }

  // False where the metals alone show that nothing can balance.
  bool eliminate_metals() {
    pivots_ = eliminate(matrix_, metal_rows_, precursor_count_);
    for (std::size_t r = pivots_.size(); r < metal_rows_; ++r) {
      if (matrix_.at(r, rhs()).sign() != 0) return false;
    }
    for (std::size_t c = 0; c < precursor_count_; ++c) {
      if (std::ranges::find(pivots_, c) == pivots_.end()) free_.push_back(c);
    }
    if (!free_.empty()) return true;
    for (std::size_t r = 0; r < pivots_.size(); ++r) {
      if (matrix_.at(r, rhs()).sign() <= 0) return false;
    }
    return true;
  }

  // For each element that is out of balance and that no free precursor can mend: the gases that hold it.
  void find_needed_gases() {
    for (std::size_t r = metal_rows_; r < matrix_.rows(); ++r) {
      const bool mendable = std::ranges::any_of(free_, [&](std::size_t c) { return matrix_.at(r, c).sign() != 0; });
      if (mendable || matrix_.at(r, rhs()).sign() == 0) continue;
      std::uint32_t columns = 0;
      for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
        if (matrix_.at(r, precursor_count_ + i).sign() != 0) columns |= 1U << i;
      }
      needed_.push_back(columns);
    }
  }

  std::vector<std::size_t> columns_of(const GasSet& set) const {
    std::vector<std::size_t> columns = free_;
    for (std::uint32_t rest = set.columns; rest != 0; rest &= rest - 1) {
      columns.push_back(precursor_count_ + static_cast<std::size_t>(std::countr_zero(rest)));
    }
    return columns;
  }

  std::optional<BalancedSet> solve(const GasSet& set) const {
    const std::vector<std::size_t> columns = columns_of(set);
    RationalMatrix core(matrix_.rows() - metal_rows_, columns.size() + 1);
    for (std::size_t r = 0; r < core.rows(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) core.at(r, c) = matrix_.at(metal_rows_ + r, columns[c]);
      core.at(r, columns.size()) = matrix_.at(metal_rows_ + r, rhs());
    }
    const auto pivots = eliminate(core, core.rows(), columns.size());
    for (std::size_t r = pivots.size(); r < core.rows(); ++r) {
      if (core.at(r, columns.size()).sign() != 0) return std::nullopt;
    }
    if (pivots.size() < columns.size()) return solve_many(set, columns.size() - pivots.size());
    std::vector<Rational> values(matrix_.columns() - 1);
    for (std::size_t r = 0; r < pivots.size(); ++r) values[columns[r]] = core.at(r, columns.size());
    for (std::size_t r = 0; r < pivots_.size(); ++r) {
      Rational value = matrix_.at(r, rhs());
      for (const std::size_t c : free_) value -= matrix_.at(r, c) * values[c];
      values[pivots_[r]] = value;
    }
    return accept(set, values, 0);
  }

  // More unknowns than equations: the most even solution of the whole system.
  std::optional<BalancedSet> solve_many(const GasSet& set, std::size_t degrees_of_freedom) const {
    std::vector<std::size_t> columns(precursor_count_);
    for (std::size_t c = 0; c < precursor_count_; ++c) columns[c] = c;
    for (const std::size_t c : columns_of(set)) {
      if (c >= precursor_count_) columns.push_back(c);
    }
    RationalMatrix system(matrix_.rows(), columns.size() + 1);
    for (std::size_t r = 0; r < matrix_.rows(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) system.at(r, c) = matrix_.at(r, columns[c]);
      system.at(r, columns.size()) = matrix_.at(r, rhs());
    }
    const auto solution = most_even_solution(system, precursor_count_);
    if (!solution) return std::nullopt;
    std::vector<Rational> values(matrix_.columns() - 1);
    for (std::size_t c = 0; c < columns.size(); ++c) values[columns[c]] = (*solution)[c];
    return accept(set, values, degrees_of_freedom);
  }

  std::optional<BalancedSet> accept(const GasSet& set, const std::vector<Rational>& values, std::size_t freedom) const {
    BalancedSet balanced{set.cost, {}, {}, freedom};
    for (std::size_t c = 0; c < precursor_count_; ++c) {
      if (values[c].sign() <= 0) return std::nullopt;
      balanced.precursors.push_back(values[c]);
    }
    for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
      if ((set.columns >> i & 1U) == 0) continue;
      const Rational& value = values[precursor_count_ + i];
      if (value.sign() < 0) return std::nullopt;
      const GasColumn& column = offer_.columns[i];
      const bool residue_only = offer_.oxygen_is_residue && column.taken_up && column.id == GasId::kO2;
      if (residue_only && value * Rational(2000) > target_.total()) return std::nullopt;
      if (value.sign() > 0) balanced.gases.emplace_back(column, value);
    }
    return balanced;
  }

  const Composition& target_;
  const GasOffer& offer_;
  std::size_t precursor_count_;
  std::size_t metal_rows_ = 0;
  RationalMatrix matrix_;
  std::vector<std::size_t> pivots_;  // the precursor solved for in each metal row
  std::vector<std::size_t> free_;    // precursors that the metals leave open
  std::vector<std::uint32_t> needed_;
};

}  // namespace

std::optional<BalancedSet> cheapest_balance(const Composition& target, std::span<const Composition* const> precursors,
                                            const GasOffer& offer) {
  return Search(target, precursors, offer).run();
}

}  // namespace matroute
