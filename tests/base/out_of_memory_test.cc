// What containers and the allocator throw at the edge of a room.
#include "base/out_of_memory.h"

#include <gtest/gtest.h>

#include <vector>

namespace matroute {
namespace {

TEST(OutOfMemory, BecomesAnErrorOfKindResource) {
  const auto kind_of = [](const auto& action) {
    try {
      with_memory_as_error("a.h5", action);
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).substr(0, 5), "a.h5:");
      return error.kind();
    }
    return ErrorKind::kInternal;
  };
  EXPECT_EQ(kind_of([] { throw std::bad_alloc(); }), ErrorKind::kResource);
  EXPECT_EQ(kind_of([] { throw std::bad_array_new_length(); }), ErrorKind::kResource);
  EXPECT_EQ(kind_of([] {
              std::vector<int> values;
              values.reserve(values.max_size() + 1);
            }),
            ErrorKind::kResource);
  EXPECT_EQ(kind_of([] { throw Error(ErrorKind::kInput, "a.h5: other errors pass"); }), ErrorKind::kInput);
}

TEST(OutOfMemory, TheResultIsPassedOn) {
  int value = 7;
  EXPECT_EQ(&with_memory_as_error("here", [&]() -> int& { return value; }), &value);
  EXPECT_EQ(with_memory_as_error("here", [] { return std::string("made"); }), "made");
}

}  // namespace
}  // namespace matroute
