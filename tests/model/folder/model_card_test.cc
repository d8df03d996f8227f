// The card as text: what is written comes back, older versions are upgraded, and nothing else passes.
#include "model/folder/model_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"

namespace matroute {
namespace {

ModelInfo small_card() {
  ModelInfo info;
  info.ranker = "network";
  info.created_by = "matroute test";
  info.features = {1, 2, 3, 4};
  info.methods = {"sol-gel", "solid-state"};
  info.training.recipes = 11;
  info.training.citations = {"a paper"};
  info.metrics["valid exact@1"] = 0.5;
  return info;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// Of version 1, which had neither versions of features nor methods.
std::string card_of_version_1(int feature_version) {
  ModelInfo info = small_card();
  info.format_version = 1;
  info.features.composition = feature_version;
  std::string text = model_card_text(info);
  for (const char* field : {"target_feature_version", "material_feature_version", "set_feature_version", "methods"}) {
    text = with(text, std::string("\"") + field + "\"", std::string("\"unknown_") + field + "\"");
  }
  return text;
}

std::string fault_of(const std::string& text) {
  try {
    parse_model_card(text, "card");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    return error.what();
  }
  return "no fault";
}

TEST(ModelCard, ComesBackFromItsText) {
  const ModelInfo back = parse_model_card(model_card_text(small_card()), "card");
  EXPECT_EQ(back.format_version, kModelFormatVersion);
  EXPECT_EQ(back.features.composition, 1);
  EXPECT_EQ(back.features.target, 2);
  EXPECT_EQ(back.features.material, 3);
  EXPECT_EQ(back.features.set, 4);
  EXPECT_EQ(back.methods, small_card().methods);
  EXPECT_EQ(back.metrics, small_card().metrics);
  EXPECT_EQ(back.training.recipes, 11U);
}

TEST(ModelCard, Version1HasVersion1OfAllFeaturesAndItsThreeMethods) {
  const ModelInfo card = parse_model_card(card_of_version_1(1), "card");
  EXPECT_EQ(card.format_version, 1);
  EXPECT_EQ(card.features.composition, 1);
  EXPECT_EQ(card.features.target, 1);
  EXPECT_EQ(card.features.material, 1);
  EXPECT_EQ(card.features.set, 1);
  EXPECT_EQ(card.methods, (std::vector<std::string>{"solid-state", "sol-gel", "other"}));
  EXPECT_EQ(parse_model_card(card_of_version_1(99), "card").features.composition, 99);
  EXPECT_EQ(parse_model_card(card_of_version_1(0), "card").features.set, 0) << "a model that uses no features";
}

TEST(ModelCard, Version2MustStateWhatItAdds) {
  const std::string text = model_card_text(small_card());
  for (const char* field : {"target_feature_version", "material_feature_version", "set_feature_version", "methods"}) {
    EXPECT_THAT(fault_of(with(text, std::string("\"") + field + "\"", "\"gone\"")), testing::HasSubstr(field));
  }
}

TEST(ModelCard, NumbersThatAreNotWholeOrTooLargeAreRefused) {
  const std::string text = model_card_text(small_card());
  for (const char* value : {"1.5", "\"1\"", "4294967297", "-9223372036854775809", "null", "true", "[1]"}) {
    EXPECT_THAT(fault_of(with(text, "\"set_feature_version\": 4", std::string("\"set_feature_version\": ") + value)),
                testing::HasSubstr("set_feature_version has the wrong type"))
        << value;
  }
  EXPECT_THAT(fault_of(with(text, "\"recipes\": 11", "\"recipes\": -1")), testing::HasSubstr("recipes"));
  EXPECT_NE(fault_of(with(text, "\"valid exact@1\": 0.5", "\"valid exact@1\": 1e999")), "no fault");
  EXPECT_NE(fault_of(with(text, "\"valid exact@1\": 0.5", "\"valid exact@1\": NaN")), "no fault");
}

TEST(ModelCard, FiguresThatAreNoNumberAreNotWritten) {
  ModelInfo info = small_card();
  info.metrics["of nothing"] = std::nan("");
  info.metrics["without bound"] = HUGE_VAL;
  EXPECT_EQ(parse_model_card(model_card_text(info), "card").metrics, small_card().metrics);
}

TEST(ModelCard, HasAllThatMattersInATable) {
  const std::string table = model_card_table(small_card());
  for (const char* part : {"valid exact@1", "a paper", "material feature version", "sol-gel, solid-state"}) {
    EXPECT_THAT(table, testing::HasSubstr(part));
  }
  ModelInfo counting;
  EXPECT_THAT(model_card_table(counting), testing::HasSubstr("uses no features"));
  EXPECT_THAT(model_card_table(counting), testing::Not(testing::HasSubstr("set feature version")));
}

}  // namespace
}  // namespace matroute
