// Exact elimination, and the most even solution of systems with many.
#include "chem/linear_system.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace matroute {
namespace {

RationalMatrix matrix(const std::vector<std::vector<Rational>>& rows) {
  RationalMatrix m(rows.size(), rows.at(0).size());
  for (std::size_t r = 0; r < m.rows(); ++r) {
    for (std::size_t c = 0; c < m.columns(); ++c) m.at(r, c) = rows[r][c];
  }
  return m;
}

TEST(LinearSystemTest, EliminatesToTheSolution) {
  RationalMatrix m = matrix({{2, 1, 5}, {1, 3, 5}});
  EXPECT_EQ(eliminate(m, 2, 2), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(m.at(0, 2), Rational(2));
  EXPECT_EQ(m.at(1, 2), Rational(1));
}

TEST(LinearSystemTest, FindsTheRank) {
  RationalMatrix m = matrix({{1, 2, 3}, {2, 4, 6}, {0, 0, 0}});
  EXPECT_EQ(eliminate(m, 3, 3).size(), 1U);
  RationalMatrix zero_first = matrix({{0, 1}, {1, 0}});
  EXPECT_EQ(eliminate(zero_first, 2, 2), (std::vector<std::size_t>{0, 1}));
}

TEST(LinearSystemTest, CarriesCellsOutsideAlong) {
  RationalMatrix m = matrix({{2, 4, 1}, {0, 1, 1}, {1, 1, 1}});
  eliminate(m, 2, 1);
  EXPECT_EQ(m.at(0, 1), Rational(2));
  EXPECT_EQ(m.at(2, 0), Rational(0)) << "the pivot's column is cleared in every row";
  EXPECT_EQ(m.at(2, 1), Rational(-1));
}

TEST(LinearSystemTest, TheMostEvenSolutionComesFirst) {
  // a + b = 1: both 1/2.
  EXPECT_EQ(most_even_solution(matrix({{1, 1, 1}}), 2), (std::vector<Rational>{Rational(1, 2), Rational(1, 2)}));
  // a + b + c = 1 and a = 1/5: the smallest is 1/5, the sum is fixed, then the first ones are largest.
  EXPECT_EQ(most_even_solution(matrix({{1, 1, 1, 1}, {1, 0, 0, Rational(1, 5)}}), 3),
            (std::vector<Rational>{Rational(1, 5), Rational(3, 5), Rational(1, 5)}));
}

TEST(LinearSystemTest, LiftedVariablesMustBePositive) {
  EXPECT_FALSE(most_even_solution(matrix({{1, 0, 1}, {0, 1, 0}}), 2)) << "b = 0";
  EXPECT_TRUE(most_even_solution(matrix({{1, 0, 1}, {0, 1, 0}}), 1)) << "b may be 0 where it is not lifted";
  EXPECT_FALSE(most_even_solution(matrix({{1, 1, -1}}), 2)) << "no solution >= 0";
  EXPECT_FALSE(most_even_solution(matrix({{1, 1, 1}, {1, 1, 2}}), 2)) << "no solution at all";
}

TEST(LinearSystemTest, NegativeRightHandSidesAndDependentRowsAreFine) {
  const auto solution = most_even_solution(matrix({{-1, -1, -1}, {2, 2, 2}}), 2);
  EXPECT_EQ(solution, (std::vector<Rational>{Rational(1, 2), Rational(1, 2)}));
}

// One open variable is solved along a line, more by the simplex method; a variable that no equation holds makes the
// second of the first, and must not change the others.
TEST(LinearSystemTest, TheLineAgreesWithTheSimplexMethod) {
  std::mt19937_64 random(3);
  int solved = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::size_t rows = 1 + random() % 4;
    const std::size_t variables = rows + 1;
    const std::size_t lifted = 1 + random() % variables;
    RationalMatrix line(rows, variables + 1);
    RationalMatrix plane(rows, variables + 2);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < variables + 1; ++c) {
        const Rational cell(static_cast<std::int64_t>(random() % 7) - 3, static_cast<std::int64_t>(1 + random() % 3));
        line.at(r, c) = cell;
        plane.at(r, c < variables ? c : variables + 1) = cell;
      }
    }
    const auto on_line = most_even_solution(line, lifted);
    auto on_plane = most_even_solution(plane, lifted);
    ASSERT_EQ(on_line.has_value(), on_plane.has_value()) << "system " << i;
    if (!on_line) continue;
    ++solved;
    for (std::size_t c = 0; c < lifted; ++c) EXPECT_EQ((*on_line)[c], (*on_plane)[c]) << "system " << i;
  }
  EXPECT_GT(solved, 300);
}

// Random feasible systems: the answer solves them, and no smaller coefficient is as large as it could be made by hand.
TEST(LinearSystemTest, AnswersSolveTheirSystems) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 500; ++i) {
    const std::size_t rows = 1 + random() % 3;
    const std::size_t variables = rows + 1 + random() % 3;
    RationalMatrix m(rows, variables + 1);
    std::vector<Rational> known;
    for (std::size_t c = 0; c < variables; ++c) known.emplace_back(static_cast<std::int64_t>(1 + random() % 5));
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < variables; ++c) {
        m.at(r, c) = static_cast<std::int64_t>(random() % 4);
        m.at(r, variables) += m.at(r, c) * known[c];
      }
      m.at(r, 0) += Rational(1);
      m.at(r, variables) += known[0];
    }
    const auto solution = most_even_solution(m, variables);
    // Where a variable stands in no row it has no bound, and there is no most even solution.
    bool bounded = true;
    for (std::size_t c = 0; c < variables; ++c) {
      bool stands = false;
      for (std::size_t r = 0; r < rows; ++r) stands |= m.at(r, c).sign() != 0;
      bounded &= stands;
    }
    if (!bounded) continue;
    ASSERT_TRUE(solution);
    EXPECT_GE(*std::ranges::min_element(*solution), *std::ranges::min_element(known));
    for (std::size_t r = 0; r < rows; ++r) {
      Rational sum;
      for (std::size_t c = 0; c < variables; ++c) sum += m.at(r, c) * (*solution)[c];
      EXPECT_EQ(sum, m.at(r, variables));
    }
  }
}

}  // namespace
}  // namespace matroute
