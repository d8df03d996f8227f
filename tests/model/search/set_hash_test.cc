// Sums of hashes tell sets apart and know no order.
#include "model/search/set_hash.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace matroute {
namespace {

// The first three outputs of splitmix64 from state 0, as its authors' program prints them.
TEST(SetHash, IsSplitmix64) {
  EXPECT_EQ(set_hash(0), 0xE220A8397B1DCDAFULL);
  EXPECT_EQ(set_hash(1), 0x6E789E6AA1B965F4ULL);
  EXPECT_EQ(set_hash(2), 0x06C45D188009454FULL);
}

TEST(SetHash, SetsOfUpToThreeDiffer) {
  constexpr std::uint64_t kMembers = 60;
  std::set<std::uint64_t> sums;
  std::size_t sets = 0;
  for (std::uint64_t a = 0; a < kMembers; ++a) {
    for (std::uint64_t b = a + 1; b < kMembers; ++b) {
      sums.insert(set_hash(a) + set_hash(b));
      ++sets;
      for (std::uint64_t c = b + 1; c < kMembers; ++c) {
        sums.insert(set_hash(a) + set_hash(b) + set_hash(c));
        ++sets;
      }
    }
  }
  EXPECT_EQ(sums.size(), sets);
}

}  // namespace
}  // namespace matroute
