#include "base/parallel_for.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <string>

#include "tests/base/one_thread.h"

namespace matroute {
namespace {

TEST(ParallelFor, CallsEveryIndexOnce) {
  for (const int threads : {1, 4}) {
    const testing_threads::Threads scope(threads);
    for (const std::size_t count : {0U, 1U, 7U, 1000U}) {
      std::vector<int> calls(count);
      parallel_for(count, 16, [&](std::size_t i) { ++calls[i]; });
      EXPECT_EQ(calls, std::vector<int>(count, 1));
    }
  }
}

TEST(ParallelFor, ThrowsWhatTheLowestIndexThrewAfterAllCalls) {
  for (const int threads : {1, 4}) {
    const testing_threads::Threads scope(threads);
    for (int repeat = 0; repeat < 20; ++repeat) {
      std::atomic<int> calls = 0;
      try {
        parallel_for(200, 1, [&](std::size_t i) {
          ++calls;
          if (i % 3 == 2) throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "no exception";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "2");
      }
      EXPECT_EQ(calls, 200);
    }
  }
}

TEST(ParallelFor, StaysOnThisThreadWhereItIsToldTo) {
  const testing_threads::Threads scope(4);
  std::vector<std::size_t> order;
  parallel_for(
      100, 1, [&](std::size_t i) { order.push_back(i); }, false);
  std::vector<std::size_t> expected(100);
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  EXPECT_EQ(order, expected);
}

}  // namespace
}  // namespace matroute
