// Small exact linear systems over rationals: elimination, and the choice of one solution where there are many.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "chem/rational.h"

namespace matroute {

// Row-major, dense. The last column holds the right-hand side where a matrix stands for a system.
class RationalMatrix {
 public:
  RationalMatrix(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), cells_(rows * columns) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  Rational& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }
  const Rational& at(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }

  void swap_rows(std::size_t a, std::size_t b);
  // Makes cell (row, column) 1 and every other cell of the column 0. The cell must not be 0.
  void pivot(std::size_t row, std::size_t column);

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<Rational> cells_;
};

// Gauss-Jordan over the given number of rows and columns, from the top left; cells outside are carried along.
// Returns the pivot column of each of the first rows, in row order.
std::vector<std::size_t> eliminate(RationalMatrix& matrix, std::size_t rows, std::size_t columns);

// The solutions where one variable is left open: at_zero + slope t for every t.
struct SolutionLine {
  std::vector<Rational> at_zero;
  std::vector<Rational> slope;  // some value rises or falls with t
};

// most_even_solution on a line.
std::optional<std::vector<Rational>> most_even_on_line(const SolutionLine& line, std::size_t lifted);

// The solution v >= 0 of the system whose first `lifted` variables are all positive: of all solutions the one in which
// the smallest lifted variable is largest, then their sum least, then the first ones largest.
// Empty where no solution has all of them positive. Throws RationalOverflow.
std::optional<std::vector<Rational>> most_even_solution(const RationalMatrix& system, std::size_t lifted);

}  // namespace matroute
