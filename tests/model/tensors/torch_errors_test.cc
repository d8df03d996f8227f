// Whatever libtorch throws is an error of ours, of the right kind.
#include "model/tensors/torch_errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <vector>

#include "base/error.h"

namespace matroute {
namespace {

// Kind and message.
void expect_error(ErrorKind kind, const std::string& words, const std::function<void()>& body) {
  try {
    with_torch_errors("the search", body);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    EXPECT_THAT(error.what(), testing::HasSubstr(words));
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(TorchErrors, AWrongShapeIsInternal) {
  expect_error(ErrorKind::kInternal, "the search failed in libtorch", [] {
    torch::matmul(torch::zeros({2, 3}), torch::zeros({2, 3}));
  });
}

TEST(TorchErrors, AnAllocationThatFailsIsALackOfMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer ends the program where an allocation is too large";
#endif
  expect_error(ErrorKind::kResource, "the search needs more memory",
               [] { torch::empty({std::int64_t{1} << 50}, torch::kFloat32); });
  expect_error(ErrorKind::kResource, "the search needs more memory",
               [] { std::vector<char>(std::size_t{1} << 60U).front() = 1; });
}

TEST(TorchErrors, WhatIsNotLibtorchsStaysAsItIs) {
  expect_error(ErrorKind::kModel, "ours", [] { throw Error(ErrorKind::kModel, "ours"); });
  EXPECT_THROW(with_torch_errors("the search", [] { throw std::out_of_range("other"); }), std::out_of_range);
  EXPECT_EQ(with_torch_errors("the search", [] { return 5; }), 5);
}

}  // namespace
}  // namespace matroute
