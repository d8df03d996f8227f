// Recorded recipes and routes by identity.
#include "train/key_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chem/formula.h"

namespace matroute {
namespace {

CompositionKey key(const std::string& text) { return key_of(parse_formula_or_throw(text)); }

TEST(KeySet, OfARecipeIsSortedAndDistinctWithoutCommonGases) {
  Recipe recipe;
  recipe.precursors = {"TiO2", "BaCO3", "O2", "Ti2O4"};
  const auto set = recorded_set(recipe);
  ASSERT_TRUE(set);
  EXPECT_EQ(*set, make_key_set({key("BaCO3"), key("TiO2")}));
  EXPECT_EQ(set->size(), 2U);
  recipe.precursors.emplace_back("Xy");
  const auto unreadable = recorded_set(recipe);
  ASSERT_FALSE(unreadable);
  EXPECT_THAT(unreadable.error(), testing::StartsWith("Xy: "));
}

TEST(KeySet, OfARouteIsWhatStandsNamedOnItsLeftSide) {
  Route route;
  const auto add = [&](const std::string& text, Role role) {
    ReactionComponent component{text, role, 1};
    component.key = key(text);
    route.components.push_back(component);
  };
  add("BaCO3", Role::kPrecursor);
  add("TiO2", Role::kPrecursor);
  add("CeO2", Role::kDopant);
  add("LiF", Role::kMedium);
  add("O2", Role::kConsumed);
  add("CO2", Role::kByproduct);
  EXPECT_EQ(precursors_of(route), make_key_set({key("BaCO3"), key("TiO2"), key("CeO2"), key("LiF")}));
}

}  // namespace
}  // namespace matroute
