#include "predict/report/component_lists.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(ComponentLists, EachRoleHasItsListInTheOrderOfTheReaction) {
  const std::vector<ReactionComponent> components = {{"BaO2", Role::kPrecursor, Rational(1, 2)},
                                                     {"Ar", Role::kMedium, 0},
                                                     {"TiO2", Role::kPrecursor, 1},
                                                     {"O2", Role::kByproduct, Rational(1, 4)}};
  ASSERT_EQ(components_with(components, Role::kPrecursor).size(), 2U);
  EXPECT_EQ(components_with(components, Role::kPrecursor)[1]->formula, "TiO2");
  std::string out;
  JsonText json(out);
  json.begin_object();
  write_component_lists(json, components);
  json.end_object();
  EXPECT_EQ(out, R"({"precursors":[{"formula":"BaO2","coefficient":"1/2"},{"formula":"TiO2","coefficient":"1"}],)"
                 R"("consumed":[],"byproducts":[{"formula":"O2","coefficient":"1/4"}],"dopants":[],)"
                 R"("media":[{"formula":"Ar","coefficient":"0"}]})");
}

}  // namespace
}  // namespace matroute
