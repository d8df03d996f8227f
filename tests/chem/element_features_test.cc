// The scaled element descriptors.
#include "chem/element_features.h"

#include <gtest/gtest.h>

#include <cmath>

#include "chem/element_data.h"

namespace matroute {
namespace {

TEST(ElementFeatures, HaveANameEach) {
  EXPECT_EQ(element_feature_names().size(), kElementFeatureCount);
  EXPECT_EQ(element_features(Element::O).size(), kElementFeatureCount);
  EXPECT_EQ(element_feature_names().back(), "missing");
}

TEST(ElementFeatures, HaveMeanZeroAndDeviationOneOverWhatIsKnown) {
  for (std::size_t j = 0; j + 1 < kElementFeatureCount; ++j) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t z = 1; z <= 103; ++z) {
      const double value = element_features(static_cast<Element>(z))[j];
      ASSERT_TRUE(std::isfinite(value));
      sum += value;
      squares += value * value;
    }
    // Each known value adds 1 on average, each unknown one nothing.
    EXPECT_NEAR(sum, 0.0, 1e-4) << element_feature_names()[j];
    EXPECT_NEAR(squares, std::round(squares), 1e-3) << element_feature_names()[j];
    EXPECT_GT(squares, 70.0) << element_feature_names()[j];
    EXPECT_LT(squares, 103.5) << element_feature_names()[j];
  }
}

TEST(ElementFeatures, AreZeroAndFlaggedWhereUnknown) {
  ASSERT_TRUE(std::isnan(element_data(Element::He).electronegativity));
  EXPECT_EQ(element_features(Element::He)[0], 0.0F);
  EXPECT_EQ(element_features(Element::He).back(), 1.0F);
  EXPECT_EQ(element_features(Element::Ti).back(), 0.0F);
  for (const Element element : {Element::kNone, Element::Og}) {
    for (std::size_t j = 0; j + 1 < kElementFeatureCount; ++j) EXPECT_EQ(element_features(element)[j], 0.0F);
    EXPECT_EQ(element_features(element).back(), 1.0F);
  }
}

TEST(ElementFeatures, KeepTheOrderOfTheValues) {
  ASSERT_EQ(element_feature_names()[0], "electronegativity");
  EXPECT_GT(element_features(Element::F)[0], element_features(Element::O)[0]);
  EXPECT_GT(element_features(Element::O)[0], element_features(Element::Ba)[0]);
}

}  // namespace
}  // namespace matroute
