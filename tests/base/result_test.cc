// A result holds a value or an error, also where both have the same type.
#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace matroute {
namespace {

TEST(ResultTest, HoldsAValueOrAnError) {
  Result<std::string, int> good(std::string("yes"));
  ASSERT_TRUE(good.ok());
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, "yes");
  EXPECT_EQ(good->size(), 3U);
  good.value() = "no";
  EXPECT_EQ(good.value(), "no");
  const Result<std::string, int> bad(7);
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error(), 7);
}

TEST(ResultTest, GivesUpAValueThatCannotBeCopied) {
  Result<std::unique_ptr<int>, int> result(std::make_unique<int>(3));
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 3);
}

TEST(ResultTest, AskedForWhatItDoesNotHoldThrowsABugOfOurs) {
  Result<std::string, int> good(std::string("yes"));
  Result<std::string, int> bad(7);
  const auto kind_of = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::kUsage;
  };
  EXPECT_EQ(kind_of([&] { (void)good.error(); }), ErrorKind::kInternal);
  EXPECT_EQ(kind_of([&] { (void)bad.value(); }), ErrorKind::kInternal);
  EXPECT_EQ(kind_of([&] { (void)*bad; }), ErrorKind::kInternal);
  EXPECT_EQ(kind_of([&] { (void)bad->size(); }), ErrorKind::kInternal);
  EXPECT_EQ(kind_of([&] { (void)std::move(bad).value(); }), ErrorKind::kInternal);
}

}  // namespace
}  // namespace matroute
