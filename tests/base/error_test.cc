// The exit code of each kind of error is fixed: scripts rely on it.
#include "base/error.h"

#include <gtest/gtest.h>

#include <vector>

namespace matroute {
namespace {

TEST(ErrorTest, KindsHaveTheirExitCodes) {
  const std::vector<std::pair<ErrorKind, int>> codes = {
      {ErrorKind::kInternal, 1}, {ErrorKind::kUsage, 2},    {ErrorKind::kInput, 3}, {ErrorKind::kModel, 5},
      {ErrorKind::kOutput, 6},   {ErrorKind::kResource, 7}, {ErrorKind::kCheck, 8},
  };
  for (const auto& [kind, code] : codes) {
    const Error error(kind, "what is wrong");
    EXPECT_EQ(error.exit_code(), code);
    EXPECT_EQ(error.kind(), kind);
    EXPECT_STREQ(error.what(), "what is wrong");
  }
}

}  // namespace
}  // namespace matroute
