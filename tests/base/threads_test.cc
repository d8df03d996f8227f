#include "base/threads.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/parallel_for.h"
#include "tests/base/one_thread.h"

namespace matroute {
namespace {

TEST(Threads, TheCountIsWhatWasSet) {
  const int before = thread_count();
  EXPECT_GE(before, 1);
  EXPECT_GE(processor_count(), 1);
  {
    const testing_threads::Threads scope(3);
    EXPECT_EQ(thread_count(), 3);
  }
  EXPECT_EQ(thread_count(), before);
}

TEST(Threads, TheIndexIsBelowTheCountAndOfOneThreadAtATime) {
  const testing_threads::Threads scope(4);
  EXPECT_EQ(thread_index(), 0U);
  std::vector<std::size_t> calls(4);  // a race here would lose some
  parallel_for(10000, 1, [&](std::size_t) { ++calls.at(thread_index()); });
  EXPECT_EQ(calls[0] + calls[1] + calls[2] + calls[3], 10000U);
}

}  // namespace
}  // namespace matroute
