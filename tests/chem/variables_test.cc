// Options for variables: values, fractions, series, and what is refused.
#include "chem/variables.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

std::string texts(const std::vector<std::string>& options) {
  std::string all;
  for (const Variables& member : expand_variables(options)) all += "[" + to_text(member) + "]";
  return all;
}

TEST(VariablesTest, ReadsValuesFractionsAndRanges) {
  EXPECT_EQ(texts({}), "[]");
  EXPECT_EQ(texts({"x=0.1"}), "[x=0.1]");
  EXPECT_EQ(texts({"x=1/3"}), "[x=1/3]");
  EXPECT_EQ(texts({"x=0:0.5:0.25"}), "[x=0][x=0.25][x=0.5]");
  EXPECT_EQ(texts({"x=0:1/2:1/3"}), "[x=0][x=1/3]") << "the last value is reached only where the step leads there";
  EXPECT_EQ(texts({"x=0.2:0:-0.1"}), "[x=0.2][x=0.1][x=0]");
  EXPECT_EQ(texts({"x=1:1:1"}), "[x=1]");
}

TEST(VariablesTest, DecimalStepsDoNotDrift) {
  const auto series = expand_variables({"x=0:1:0.001"});
  ASSERT_EQ(series.size(), 1001U);
  EXPECT_EQ(series.back().front().second, Rational(1));
}

TEST(VariablesTest, SeveralVariablesRunWithTheLastOneFastest) {
  EXPECT_EQ(texts({"x=0:0.1:0.1", "y=1:2:1"}), "[x=0, y=1][x=0, y=2][x=0.1, y=1][x=0.1, y=2]");
}

TEST(VariablesTest, GreekNames) {
  EXPECT_EQ(texts({"δ=0.1"}), "[δ=0.1]");
  EXPECT_EQ(texts({"delta=0.1"}), "[δ=0.1]");
}

TEST(VariablesTest, RefusesTheRestAsUsageErrors) {
  const std::vector<std::vector<std::string>> bad = {
      {"x"},
      {"x="},
      {"=1"},
      {"X=1"},
      {"xy=1"},
      {"1=1"},
      {"x=a"},
      {"x=nan"},
      {"x=1e3"},
      {"x=0:1"},
      {"x=0:1:0"},
      {"x=0:1:-0.1"},
      {"x=1:0:0.1"},
      {"x=0:1:0.1:2"},
      {"x=1", "x=2"},
      {"x=0:1:0.000001"},
      {"x=99999999999999999999"},
      {"x=0:1:0.001", "y=0:1:0.001"},
      {"δ=1", "delta=2"},
      {"x=-9223372036854775807:9223372036854775807:1"},
      {""},
  };
  for (const auto& options : bad) {
    try {
      expand_variables(options);
      ADD_FAILURE() << "accepted: " << options.back();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage) << options.back();
      EXPECT_NE(std::string(error.what()).find("--var"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace matroute
