// Options of a training as JSON.
#include "train/network_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

std::string refusal(const std::string& json) {
  NetworkOptions options;
  try {
    read_network_options(json, "o.json", options);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
  return "";
}

TEST(NetworkOptions, WhatIsNotGivenStaysAsItIs) {
  NetworkOptions options;
  options.network.batch = 7;
  read_network_options(R"({"epochs": 2.5, "folds": 3, "reranker_epochs": 4, "seed": 9})", "o.json", options);
  EXPECT_EQ(options.network.epochs, 2.5);
  EXPECT_EQ(options.folds, 3U);
  EXPECT_EQ(options.reranker.epochs, 4.0);
  EXPECT_EQ(options.seed, 9U);
  EXPECT_EQ(options.network.batch, 7);
}

TEST(NetworkOptions, WhatIsWrittenIsReadBack) {
  NetworkOptions options;
  options.network.width = 24;
  options.network.learning_rate = 0.1;
  options.members = 5;
  options.run_folds = 2;
  NetworkOptions back;
  read_network_options(to_json(options), "o.json", back);
  EXPECT_EQ(to_json(back), to_json(options));
  EXPECT_NE(to_json(back), to_json({}));
}

TEST(NetworkOptions, NonsenseIsRefusedByName) {
  EXPECT_THAT(refusal("[]"), testing::HasSubstr("expected a JSON object"));
  EXPECT_THAT(refusal("{"), testing::HasSubstr("expected a JSON object"));
  EXPECT_THAT(refusal(R"({"epoch": 8})"), testing::HasSubstr("no option \"epoch\""));
  EXPECT_THAT(refusal(R"({"epochs": "8"})"), testing::HasSubstr("epochs is \"8\""));
  EXPECT_THAT(refusal(R"({"epochs": 0})"), testing::HasSubstr("epochs is 0"));
  EXPECT_THAT(refusal(R"({"width": 12.5})"), testing::HasSubstr("whole number"));
  EXPECT_THAT(refusal(R"({"folds": 1})"), testing::HasSubstr("from 2"));
  EXPECT_THAT(refusal(R"({"seed": -1})"), testing::HasSubstr("seed is -1"));
  EXPECT_THAT(refusal(R"({"heads": 3})"), testing::HasSubstr("does not divide"));
  EXPECT_EQ(refusal(R"({"heads": 8})"), "");
}

}  // namespace
}  // namespace matroute
