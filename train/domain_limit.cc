// Shares of right answers by support.
#include "train/domain_limit.h"

#include <cstddef>
#include <limits>

namespace matroute {
namespace {

constexpr double kDoubtfulShare = 0.6;
constexpr std::size_t kFewestRows = 30;

}  // namespace

double DomainLimit::limit() const {
  const double doubtful = kDoubtfulShare * share_right(std::numeric_limits<double>::infinity());
  double limit = 0.0;
  for (const double edge : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0}) {
    if (share_right(edge) <= doubtful) limit = edge;
  }
  return limit;
}

double DomainLimit::share_right(double most) const {
  std::size_t rows = 0;
  std::size_t right = 0;
  for (const auto& [least_seen, hit] : rows_) {
    if (least_seen > most) continue;
    ++rows;
    right += hit ? 1 : 0;
  }
  return rows < kFewestRows ? 1.0 : static_cast<double>(right) / static_cast<double>(rows);
}

}  // namespace matroute
