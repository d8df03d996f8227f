// What a model was trained with must be what this program computes.
#include "model/folder/make_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

using testing_models::barium_titanate_card;
using testing_models::barium_titanate_files;

std::string fault_of(const ModelInfo& card, const LoadOptions& options = {}) {
  try {
    make_model(card, barium_titanate_files(), "my-model", options);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    return error.what();
  }
  return "no fault";
}

TEST(MakeModel, AnotherVersionOfAFeatureIsRefusedWithBothVersions) {
  EXPECT_EQ(fault_of(barium_titanate_card()), "no fault");
  for (const auto& [version, name] : {std::pair{&FeatureVersions::composition, "composition features"},
                                      {&FeatureVersions::target, "target features"},
                                      {&FeatureVersions::material, "material features"},
                                      {&FeatureVersions::set, "set features"}}) {
    for (const int other : {99, 0}) {
      ModelInfo card = barium_titanate_card();
      card.features.*version = other;
      const std::string fault = fault_of(card);
      EXPECT_THAT(fault, testing::HasSubstr("my-model"));
      EXPECT_THAT(fault, testing::HasSubstr("version " + std::to_string(other) + " of the " + name));
      EXPECT_THAT(fault, testing::HasSubstr("version 1: train it again"));
    }
  }
}

TEST(MakeModel, CountsHeedNoVersionOfFeatures) {
  ModelInfo card = barium_titanate_card();
  card.features = {99, 99, 99, 99};
  EXPECT_EQ(fault_of(card, {.elements = {}, .device = {}, .counting_only = true}), "no fault");
  card.ranker = "counting";
  EXPECT_EQ(fault_of(card), "no fault");
}

TEST(MakeModel, MethodsAndRankersThatAreUnknownAreNamed) {
  ModelInfo card = barium_titanate_card();
  card.methods.back() = "microwave";
  EXPECT_THAT(fault_of(card), testing::HasSubstr("\"microwave\""));
  card = barium_titanate_card();
  card.ranker = "oracle";
  EXPECT_THAT(fault_of(card), testing::HasSubstr("\"oracle\""));
}

}  // namespace
}  // namespace matroute
