// The words of synthesis and their names.
#include "chem/synthesis.h"

#include <gtest/gtest.h>

#include <set>
#include <span>

namespace matroute {
namespace {

template <class Word, class FromName>
void expect_every_name_leads_back(std::span<const std::string_view> names, const FromName& from_name) {
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(from_name(names[i]), static_cast<Word>(i)) << names[i];
    EXPECT_EQ(name(static_cast<Word>(i)), names[i]);
  }
  EXPECT_FALSE(from_name("").has_value());
  EXPECT_FALSE(from_name("Other").has_value());
}

TEST(SynthesisTest, EveryNameLeadsBackToItsWord) {
  expect_every_name_leads_back<Method>(kMethodNames, method_from_name);
  expect_every_name_leads_back<StepType>(kStepTypeNames, step_type_from_name);
  expect_every_name_leads_back<StepAtmosphere>(kStepAtmosphereNames, step_atmosphere_from_name);
  expect_every_name_leads_back<AskedAtmosphere>(kAskedAtmosphereNames, asked_atmosphere_from_name);
  expect_every_name_leads_back<Role>(kRoleNames, role_from_name);
}

TEST(SynthesisTest, TheLastWordOfEachListHasTheLastName) {
  EXPECT_EQ(name(Method::kOther), "other");
  EXPECT_EQ(name(StepType::kOther), "other");
  EXPECT_EQ(name(StepAtmosphere::kReducing), "reducing");
  EXPECT_EQ(name(AskedAtmosphere::kReducing), "reducing");
  EXPECT_EQ(name(Role::kDopant), "dopant");
}

TEST(SynthesisTest, OtherIsNoMethodToAskFor) {
  EXPECT_TRUE(can_be_asked_for(Method::kSolidState));
  EXPECT_TRUE(can_be_asked_for(Method::kSolGel));
  EXPECT_FALSE(can_be_asked_for(Method::kOther));
}

}  // namespace
}  // namespace matroute
