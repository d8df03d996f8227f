// The search over sets of gases: the elements that no gas holds are eliminated once, then each set of gases in the
// order of its cost is a system of a few rows.
#include "chem/gas_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "chem/gas_sets.h"
#include "chem/linear_system.h"

namespace matroute {
namespace {

constexpr std::size_t kCellsPerSet = 20;  // effort of listing a set of gases

// The least number of formula units of the target whose amounts are all whole: sums of whole numbers are fast. 1 where
// that number is too large to help.
std::int64_t whole_multiple(const Composition& target) {
  constexpr std::int64_t kLargest = 10'000;
  std::int64_t multiple = 1;
  for (const ElementAmount& item : target) {
    if (item.amount.denominator() > kLargest) return 1;
    multiple = std::lcm(multiple, item.amount.denominator());
    if (multiple > kLargest) return 1;
  }
  return multiple;
}

class Search {
 public:
  Search(const Composition& target, std::span<const Composition* const> precursors, const GasOffer& offer,
         SearchEffort& effort)
      : target_(target),
        offer_(offer),
        effort_(effort),
        precursor_count_(precursors.size()),
        multiple_(whole_multiple(target)),
        matrix_(build(precursors)) {}

  std::optional<BalancedSet> run() {
    find_needed_by_element();
    if (std::ranges::find(needed_, 0U) != needed_.end()) return std::nullopt;
    if (!effort_.spend(matrix_.rows() * matrix_.columns() * std::min(metal_rows_, precursor_count_)))
      return std::nullopt;
    if (!eliminate_metals()) return std::nullopt;
    find_needed_by_amount();
    const std::vector<GasSet>& sets = gas_sets_of(offer_);
    if (!effort_.spend(sets.size() * kCellsPerSet)) return std::nullopt;
    for (const GasSet& set : sets) {
      const bool meets_all_needs =
          std::ranges::all_of(needed_, [&](std::uint32_t columns) { return (columns & set.columns) != 0; });
      if (!meets_all_needs) continue;
      if (effort_.used_up()) return std::nullopt;
      if (auto solution = solve(set)) return solution;
    }
    return std::nullopt;
  }

 private:
  std::size_t rhs() const { return matrix_.columns() - 1; }

  // Rows: elements, those that no gas holds first. Columns: precursors, gases, multiple_ of the target.
  RationalMatrix build(std::span<const Composition* const> precursors) {
    ElementSet gaseous;
    for (const GasColumn& c : offer_.columns) gaseous |= gas(c.id).elements;
    ElementSet all = gaseous | target_.elements();
    for (const Composition* p : precursors) all |= p->elements();
    std::array<std::size_t, kElementCount + 1> row_of{};
    std::size_t rows = 0;
    for (const bool gas_rows : {false, true}) {
      for (const Element e : elements_in(gas_rows ? all & gaseous : all & ~gaseous)) row_of[atomic_number(e)] = rows++;
      if (!gas_rows) metal_rows_ = rows;
    }
    RationalMatrix matrix(rows, precursors.size() + offer_.columns.size() + 1);
    const auto fill = [&](const Composition& composition, std::size_t column, const Rational& factor) {
      for (const auto& [e, amount] : composition) matrix.at(row_of[atomic_number(e)], column) = amount * factor;
    };
    for (std::size_t i = 0; i < precursors.size(); ++i) fill(*precursors[i], i, 1);
    for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
      fill(gas(offer_.columns[i].id).composition, precursors.size() + i, offer_.columns[i].taken_up ? 1 : -1);
    }
    fill(target_, precursors.size() + offer_.columns.size(), multiple_);
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

  // The gases whose cell in a row has this sign, 1 or -1; for 0 the gases with either.
  std::uint32_t gases_in_row(std::size_t row, int sign) const {
    std::uint32_t columns = 0;
    for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
      const int found = matrix_.at(row, precursor_count_ + i).sign();
      if (found != 0 && (sign == 0 || found == sign)) columns |= 1U << i;
    }
    return columns;
  }

  // needed_ for each element that only the precursors hold: the gases that carry it away; for each element that only
  // the target holds: the gases that bring it. An entry without a gas shows that nothing can balance.
  void find_needed_by_element() {
    needed_.reserve(2 * matrix_.rows());
    for (std::size_t r = 0; r < matrix_.rows(); ++r) {
      bool held = false;
      for (std::size_t c = 0; c < precursor_count_ && !held; ++c) held = matrix_.at(r, c).sign() != 0;
      const bool wanted = matrix_.at(r, rhs()).sign() != 0;
      if (held != wanted) needed_.push_back(gases_in_row(r, held ? -1 : 1));
    }
  }

  // needed_ for each element that is out of balance and that no free precursor can mend: the gases that hold it.
  void find_needed_by_amount() {
    for (std::size_t r = metal_rows_; r < matrix_.rows(); ++r) {
      const bool mendable = std::ranges::any_of(free_, [&](std::size_t c) { return matrix_.at(r, c).sign() != 0; });
      if (!mendable && matrix_.at(r, rhs()).sign() != 0) needed_.push_back(gases_in_row(r, 0));
    }
  }

  std::vector<std::size_t> columns_of(const GasSet& set) const {
    std::vector<std::size_t> columns;
    columns.reserve(free_.size() + static_cast<std::size_t>(std::popcount(set.columns)));
    columns.insert(columns.end(), free_.begin(), free_.end());
    for (std::uint32_t rest = set.columns; rest != 0; rest &= rest - 1) {
      columns.push_back(precursor_count_ + static_cast<std::size_t>(std::countr_zero(rest)));
    }
    return columns;
  }

  std::optional<BalancedSet> solve(const GasSet& set) {
    const std::vector<std::size_t> columns = columns_of(set);
    if (!effort_.spend((matrix_.rows() - metal_rows_) * columns.size() * columns.size())) return std::nullopt;
    RationalMatrix core(matrix_.rows() - metal_rows_, columns.size() + 1);
    for (std::size_t r = 0; r < core.rows(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) core.at(r, c) = matrix_.at(metal_rows_ + r, columns[c]);
      core.at(r, columns.size()) = matrix_.at(metal_rows_ + r, rhs());
    }
    const auto pivots = eliminate(core, core.rows(), columns.size());
    for (std::size_t r = pivots.size(); r < core.rows(); ++r) {
      if (core.at(r, columns.size()).sign() != 0) return std::nullopt;
    }
    if (pivots.size() + 1 == columns.size()) return solve_on_line(set, columns, core, pivots);
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

  // One unknown more than equations: all values follow from the one that is left open. core: after elimination.
  std::optional<BalancedSet> solve_on_line(const GasSet& set, const std::vector<std::size_t>& columns,
                                           const RationalMatrix& core, const std::vector<std::size_t>& pivots) const {
    std::size_t open = 0;
    while (open < pivots.size() && pivots[open] == open) ++open;
    SolutionLine line{std::vector<Rational>(matrix_.columns() - 1), std::vector<Rational>(matrix_.columns() - 1)};
    line.slope[columns[open]] = 1;
    for (std::size_t r = 0; r < pivots.size(); ++r) {
      line.at_zero[columns[pivots[r]]] = core.at(r, columns.size());
      line.slope[columns[pivots[r]]] = -core.at(r, open);
    }
    for (std::size_t r = 0; r < pivots_.size(); ++r) {
      Rational at_zero = matrix_.at(r, rhs());
      Rational slope;
      for (const std::size_t c : free_) {
        at_zero -= matrix_.at(r, c) * line.at_zero[c];
        slope -= matrix_.at(r, c) * line.slope[c];
      }
      line.at_zero[pivots_[r]] = at_zero;
      line.slope[pivots_[r]] = slope;
    }
    const auto solution = most_even_on_line(line, precursor_count_);
    return solution ? accept(set, *solution, 1) : std::nullopt;
  }

  // More unknowns than equations: the most even solution of the whole system.
  std::optional<BalancedSet> solve_many(const GasSet& set, std::size_t degrees_of_freedom) {
    if (!effort_.spend(matrix_.rows() * matrix_.rows() * matrix_.columns() * precursor_count_)) return std::nullopt;
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
    balanced.precursors.reserve(precursor_count_);
    balanced.gases.reserve(static_cast<std::size_t>(std::popcount(set.columns)));
    for (std::size_t c = 0; c < precursor_count_; ++c) {
      if (values[c].sign() <= 0) return std::nullopt;
      balanced.precursors.push_back(values[c] / multiple_);
    }
    for (std::size_t i = 0; i < offer_.columns.size(); ++i) {
      if ((set.columns >> i & 1U) == 0) continue;
      const Rational value = values[precursor_count_ + i] / multiple_;
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
  SearchEffort& effort_;
  std::size_t precursor_count_;
  std::size_t metal_rows_ = 0;
  Rational multiple_;
  RationalMatrix matrix_;
  std::vector<std::size_t> pivots_;    // the precursor solved for in each metal row
  std::vector<std::size_t> free_;      // precursors that the metals leave open
  std::vector<std::uint32_t> needed_;  // each a set of gases, at least one of which must take part
};

}  // namespace

std::optional<BalancedSet> cheapest_balance(const Composition& target, std::span<const Composition* const> precursors,
                                            const GasOffer& offer, SearchEffort& effort) {
  return Search(target, precursors, offer, effort).run();
}

}  // namespace matroute
