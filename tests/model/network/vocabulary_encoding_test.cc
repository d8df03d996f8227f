// Precursors of a vocabulary as numbers, and the weights of elements.
#include "model/network/vocabulary_encoding.h"

#include <gtest/gtest.h>

#include "tests/model/counting/small_model.h"

namespace matroute {
namespace {

TEST(ElementWeights, CountTargets) {
  const ElementWeights weights = element_weights(testing_models::barium_titanate_data());
  EXPECT_EQ(weights[atomic_number(Element::Ba)], 10.0);
  EXPECT_EQ(weights[atomic_number(Element::Li)], 1.0);
  EXPECT_EQ(weights[atomic_number(Element::Zr)], 0.0);
}

TEST(EncodeVocabulary, EndsWithTheCountsByMethod) {
  const CountingData data = testing_models::barium_titanate_data();
  const auto features = encode_vocabulary(make_vocabulary(data.materials, "test"), data);
  const std::size_t width = material_feature_count();
  ASSERT_EQ(features.size(), data.materials.size() * width);
  EXPECT_FLOAT_EQ(features[width - 3], std::log1p(8.0F));  // TiO2, solid-state
  EXPECT_FLOAT_EQ(features[width - 2], std::log1p(1.0F));  // sol-gel
  EXPECT_FLOAT_EQ(features[width - 1], 0.0F);
}

}  // namespace
}  // namespace matroute
