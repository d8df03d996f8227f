#include "predict/report/conditions_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace matroute {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
const std::vector<std::string> kAtmospheres = {"air", "argon"};

TEST(ConditionsText, AStepInWords) {
  EXPECT_EQ(step_text({StepType::kSinter, {800, 850, 900}, {6, 12, 24}, {0.75F, 0.25F}}, kAtmospheres),
            "sinter at 850 °C (800 to 900), 12 h (6 to 24), air (75 %)");
}

TEST(ConditionsText, WhatAStepHasNotIsLeftOut) {
  const Quantiles none = {kNone, kNone, kNone};
  EXPECT_EQ(step_text({StepType::kGrind, none, none, {}}, kAtmospheres), "grind");
  EXPECT_EQ(step_text({StepType::kHeat, none, {kNone, 0.5F, kNone}, {0, 0}}, kAtmospheres), "heat, 0.5 h");
  EXPECT_EQ(step_text({StepType::kHeat, {kNone, 1250.0F, kNone}, none, {0.1F, 0.9F}}, {"air"}),
            "heat at 1250 °C, air (10 %)");
}

TEST(ConditionsText, APrecedentInWords) {
  EXPECT_EQ(precedent_text({"10.1/x", 0.5F, Relation::kSameTarget}), "doi:10.1/x (same target)");
}

}  // namespace
}  // namespace matroute
