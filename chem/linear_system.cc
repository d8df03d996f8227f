// Gauss-Jordan elimination, the choice on a line of solutions, and a lexicographic simplex method (Bland's rule) where
// there is more freedom; all in exact arithmetic.
#include "chem/linear_system.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/error.h"

namespace matroute {

void RationalMatrix::swap_rows(std::size_t a, std::size_t b) {
  if (a == b) return;
  for (std::size_t c = 0; c < columns_; ++c) std::swap(at(a, c), at(b, c));
}

void RationalMatrix::pivot(std::size_t row, std::size_t column) {
  const Rational head = at(row, column);
  if (head != Rational(1)) {
    for (std::size_t c = 0; c < columns_; ++c) {
      if (at(row, c).sign() != 0) at(row, c) /= head;
    }
  }
  for (std::size_t r = 0; r < rows_; ++r) {
    const Rational factor = at(r, column);
    if (r == row || factor.sign() == 0) continue;
    for (std::size_t c = 0; c < columns_; ++c) {
      if (at(row, c).sign() != 0) at(r, c) -= factor * at(row, c);
    }
  }
}

std::vector<std::size_t> eliminate(RationalMatrix& matrix, std::size_t rows, std::size_t columns) {
  std::vector<std::size_t> pivots;
  pivots.reserve(std::min(rows, columns));
  for (std::size_t column = 0; column < columns && pivots.size() < rows; ++column) {
    std::size_t row = pivots.size();
    while (row < rows && matrix.at(row, column).sign() == 0) ++row;
    if (row == rows) continue;
    matrix.swap_rows(row, pivots.size());
    matrix.pivot(pivots.size(), column);
    pivots.push_back(column);
  }
  return pivots;
}

namespace {

// A tableau in canonical form: basis_[r] is the variable that is 1 in row r alone; the right-hand side is >= 0.
// Objectives are minimised one after the other: a later one moves only where the earlier ones stay.
class Simplex {
 public:
  // Variables of the tableau: those of the system, then one artificial variable per row.
  explicit Simplex(const RationalMatrix& system)
      : variables_(system.columns() - 1),
        tableau_(system.rows(), variables_ + system.rows() + 1),
        basis_(system.rows()),
        allowed_(variables_ + system.rows(), true) {
    for (std::size_t r = 0; r < system.rows(); ++r) {
      const bool flip = system.at(r, variables_).sign() < 0;
      for (std::size_t c = 0; c < variables_; ++c) tableau_.at(r, c) = flip ? -system.at(r, c) : system.at(r, c);
      tableau_.at(r, variables_ + r) = 1;
      rhs(r) = flip ? -system.at(r, variables_) : system.at(r, variables_);
      basis_[r] = variables_ + r;
    }
  }

  // False where the system has no solution >= 0.
  bool find_feasible() {
    std::vector<Rational> cost(variables_ + tableau_.rows());
    std::fill(cost.begin() + static_cast<std::ptrdiff_t>(variables_), cost.end(), Rational(1));
    minimise(cost);
    for (std::size_t r = 0; r < basis_.size(); ++r) {
      if (basis_[r] >= variables_ && rhs(r).sign() != 0) return false;
    }
    std::fill(allowed_.begin() + static_cast<std::ptrdiff_t>(variables_), allowed_.end(), false);
    drive_out_artificials();
    return true;
  }

  // False where the objective has no bound.
  bool minimise(std::vector<Rational> cost) {
    cost.resize(variables_ + tableau_.rows());
    for (;;) {
      const auto entering = entering_variable(cost);
      if (!entering) break;
      const auto row = leaving_row(*entering);
      if (!row) return false;
      tableau_.pivot(*row, *entering);
      basis_[*row] = *entering;
    }
    // A variable that would raise this objective must not enter the basis for a later one.
    for (std::size_t c = 0; c < allowed_.size(); ++c) {
      if (allowed_[c] && reduced_cost(cost, c).sign() > 0) allowed_[c] = false;
    }
    return true;
  }

  std::vector<Rational> solution() const {
    std::vector<Rational> values(variables_);
    for (std::size_t r = 0; r < basis_.size(); ++r) {
      if (basis_[r] < variables_) values[basis_[r]] = tableau_.at(r, tableau_.columns() - 1);
    }
    return values;
  }

 private:
  Rational& rhs(std::size_t row) { return tableau_.at(row, tableau_.columns() - 1); }

  Rational reduced_cost(const std::vector<Rational>& cost, std::size_t column) const {
    Rational value = cost[column];
    for (std::size_t r = 0; r < basis_.size(); ++r) {
      if (cost[basis_[r]].sign() != 0) value -= cost[basis_[r]] * tableau_.at(r, column);
    }
    return value;
  }

  std::optional<std::size_t> entering_variable(const std::vector<Rational>& cost) const {
    for (std::size_t c = 0; c < allowed_.size(); ++c) {
      if (allowed_[c] && std::ranges::find(basis_, c) == basis_.end() && reduced_cost(cost, c).sign() < 0) return c;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> leaving_row(std::size_t column) {
    std::optional<std::size_t> best;
    for (std::size_t r = 0; r < basis_.size(); ++r) {
      if (tableau_.at(r, column).sign() <= 0) continue;
      const Rational ratio = rhs(r) / tableau_.at(r, column);
      if (!best) {
        best = r;
        continue;
      }
      const Rational least = rhs(*best) / tableau_.at(*best, column);
      if (ratio < least || (ratio == least && basis_[r] < basis_[*best])) best = r;
    }
    return best;
  }

  // Artificial variables that stay in the basis at 0 are exchanged where their row allows it; other rows are empty.
  void drive_out_artificials() {
    for (std::size_t r = 0; r < basis_.size(); ++r) {
      if (basis_[r] < variables_) continue;
      for (std::size_t c = 0; c < variables_; ++c) {
        if (tableau_.at(r, c).sign() == 0) continue;
        tableau_.pivot(r, c);
        basis_[r] = c;
        break;
      }
    }
  }

  std::size_t variables_;
  RationalMatrix tableau_;
  std::vector<std::size_t> basis_;
  std::vector<bool> allowed_;
};

// Picks one solution of a line.
class LineSearch {
 public:
  explicit LineSearch(const SolutionLine& line) : at_zero_(line.at_zero), slope_(line.slope) {}

  std::optional<std::vector<Rational>> most_even(std::size_t lifted) {
    if (!find_bounds()) return std::nullopt;
    const auto lifted_slopes = std::span(slope_).first(lifted);
    const bool unbounded =
        !highest_ && std::ranges::all_of(lifted_slopes, [](const Rational& b) { return b.sign() > 0; });
    if (unbounded) return std::nullopt;
    // The least lifted value is concave in t: it is largest at a bound, at a crossing, or from one of them to another.
    std::optional<Rational> best;
    std::optional<Rational> first;
    std::optional<Rational> last;
    for (const Rational& t : corners(lifted)) {
      const Rational value = least(t, lifted);
      if (best && value < *best) continue;
      if (!best || value > *best) {
        best = value;
        first = last = t;
      } else {
        first = std::min(*first, t);
        last = std::max(*last, t);
      }
    }
    if (!best || best->sign() <= 0) return std::nullopt;
    return values_at(prefers_more(lifted) ? *last : *first);
  }

 private:
  // Narrows the line to where no value is negative. False where nothing of it is left.
  bool find_bounds() {
    for (std::size_t i = 0; i < slope_.size(); ++i) {
      if (slope_[i].sign() == 0) {
        if (at_zero_[i].sign() < 0) return false;
        continue;
      }
      const Rational root = -at_zero_[i] / slope_[i];
      if (slope_[i].sign() > 0)
        lowest_ = lowest_ ? std::max(*lowest_, root) : root;
      else
        highest_ = highest_ ? std::min(*highest_, root) : root;
    }
    if (!lowest_) throw Error(ErrorKind::kInternal, "a line of solutions without a first one");
    return !highest_ || *lowest_ <= *highest_;
  }

  // The bounds, and where two lifted values are equal between them.
  std::vector<Rational> corners(std::size_t lifted) const {
    std::vector<Rational> corners{*lowest_};
    if (highest_) corners.push_back(*highest_);
    for (std::size_t i = 0; i < lifted; ++i) {
      for (std::size_t j = i + 1; j < lifted; ++j) {
        if (slope_[i] == slope_[j]) continue;
        const Rational t = (at_zero_[j] - at_zero_[i]) / (slope_[i] - slope_[j]);
        if (t > *lowest_ && (!highest_ || t < *highest_)) corners.push_back(t);
      }
    }
    return corners;
  }

  Rational least(const Rational& t, std::size_t lifted) const {
    Rational value = at_zero_[0] + slope_[0] * t;
    for (std::size_t i = 1; i < lifted; ++i) value = std::min(value, at_zero_[i] + slope_[i] * t);
    return value;
  }

  // Of equally even solutions: the least sum, then the first variables largest.
  bool prefers_more(std::size_t lifted) const {
    Rational sum;
    for (std::size_t i = 0; i < lifted; ++i) sum += slope_[i];
    if (sum.sign() != 0) return sum.sign() < 0;
    for (std::size_t i = 0; i < lifted; ++i) {
      if (slope_[i].sign() != 0) return slope_[i].sign() > 0;
    }
    return false;
  }

  std::vector<Rational> values_at(const Rational& t) const {
    std::vector<Rational> values;
    for (std::size_t i = 0; i < slope_.size(); ++i) values.push_back(at_zero_[i] + slope_[i] * t);
    return values;
  }

  const std::vector<Rational>& at_zero_;
  const std::vector<Rational>& slope_;
  std::optional<Rational> lowest_;
  std::optional<Rational> highest_;
};

std::optional<std::vector<Rational>> by_simplex(const RationalMatrix& system, std::size_t lifted) {
  // Each lifted variable is written as floor + excess; the floor is one more variable, in front of the others.
  const std::size_t variables = system.columns() - 1;
  RationalMatrix shifted(system.rows(), variables + 2);
  for (std::size_t r = 0; r < system.rows(); ++r) {
    for (std::size_t c = 0; c < lifted; ++c) shifted.at(r, 0) += system.at(r, c);
    for (std::size_t c = 0; c <= variables; ++c) shifted.at(r, c + 1) = system.at(r, c);
  }
  Simplex simplex(shifted);
  if (!simplex.find_feasible()) return std::nullopt;
  std::vector<Rational> floor_cost(variables + 1);
  floor_cost[0] = -1;
  if (!simplex.minimise(floor_cost)) return std::nullopt;
  std::vector<Rational> excess_cost(variables + 1);
  std::fill_n(excess_cost.begin() + 1, lifted, Rational(1));
  simplex.minimise(excess_cost);
  for (std::size_t i = 0; i < lifted; ++i) {
    std::vector<Rational> order_cost(variables + 1);
    order_cost[i + 1] = -1;
    simplex.minimise(order_cost);
  }
  const std::vector<Rational> values = simplex.solution();
  if (values[0].sign() <= 0) return std::nullopt;
  std::vector<Rational> result(values.begin() + 1, values.end());
  for (std::size_t i = 0; i < lifted; ++i) result[i] += values[0];
  return result;
}

}  // namespace

std::optional<std::vector<Rational>> most_even_on_line(const SolutionLine& line, std::size_t lifted) {
  return LineSearch(line).most_even(lifted);
}

std::optional<std::vector<Rational>> most_even_solution(const RationalMatrix& system, std::size_t lifted) {
  const std::size_t variables = system.columns() - 1;
  RationalMatrix reduced = system;
  const auto pivots = eliminate(reduced, reduced.rows(), variables);
  for (std::size_t r = pivots.size(); r < reduced.rows(); ++r) {
    if (reduced.at(r, variables).sign() != 0) return std::nullopt;
  }
  if (pivots.size() + 1 != variables || lifted == 0) return by_simplex(system, lifted);
  std::size_t open = 0;
  while (open < pivots.size() && pivots[open] == open) ++open;
  SolutionLine line{std::vector<Rational>(variables), std::vector<Rational>(variables)};
  line.slope[open] = 1;
  for (std::size_t r = 0; r < pivots.size(); ++r) {
    line.at_zero[pivots[r]] = reduced.at(r, variables);
    line.slope[pivots[r]] = -reduced.at(r, open);
  }
  return most_even_on_line(line, lifted);
}

}  // namespace matroute
