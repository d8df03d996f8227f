// The limit of the domain, from shares of right answers worked out by hand.
#include "train/domain_limit.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

// count rows of one support, so many of them right.
void add(DomainLimit& domain, double least_seen, int count, int right) {
  for (int i = 0; i < count; ++i) domain.add(least_seen, i < right);
}

TEST(DomainLimit, IsWhereRoutesAreSeldomRight) {
  DomainLimit domain;
  add(domain, 0.0, 40, 4);
  add(domain, 2.0, 40, 16);
  add(domain, 3.0, 40, 36);
  add(domain, 500.0, 280, 224);
  // Overall 280 of 400, so 0.42 is the bound: 0.1 up to 1, 0.25 up to 2, 56 of 120 = 0.47 up to 4.
  EXPECT_EQ(domain.limit(), 2.0);
  EXPECT_DOUBLE_EQ(domain.share_right(2.0), 0.25);
}

TEST(DomainLimit, IsZeroWhereSupportMakesNoDifference) {
  DomainLimit domain;
  add(domain, 1.0, 100, 70);
  add(domain, 100.0, 100, 70);
  EXPECT_EQ(domain.limit(), 0.0);
}

TEST(DomainLimit, FewRowsTellNothing) {
  DomainLimit domain;
  add(domain, 1.0, 29, 0);
  add(domain, 100.0, 100, 90);
  EXPECT_EQ(domain.limit(), 0.0);
  EXPECT_EQ(domain.share_right(1.0), 1.0);
  EXPECT_EQ(DomainLimit().limit(), 0.0);
}

}  // namespace
}  // namespace matroute
