// Ranks and confidences of held-out recipes, as if their sets were ordered anew.
#include "train/held_out.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

HeldOut held_out(std::int64_t answer) {
  HeldOut one;
  one.readable = true;
  one.ranked.answer = answer;
  return one;
}

TEST(NoteRecorded, TellsTheListFromTheFurtherSets) {
  const std::vector<Material> materials = {make_material("BaO"), make_material("BaCO3"), make_material("TiO2")};
  const auto set = [&](std::vector<std::size_t> chosen) {
    BalancedPrecursors one;
    for (const std::size_t i : chosen) one.set.precursors.push_back(&materials[i]);
    return one;
  };
  const std::vector<BalancedPrecursors> sets = {set({0, 2}), set({2, 1})};
  const std::vector<BalancedPrecursors> further = {set({2}), set({1}), set({0})};
  const auto noted = [&](std::vector<std::size_t> recorded) {
    std::vector<CompositionKey> keys;
    for (const std::size_t i : recorded) keys.push_back(materials[i].key);
    std::sort(keys.begin(), keys.end());
    HeldOut one = held_out(-1);
    note_recorded(sets, further, keys, one);
    return std::pair(one.ranked.answer, one.further);
  };
  EXPECT_EQ(noted({1, 2}), std::pair(std::int64_t{1}, std::size_t{0}));
  EXPECT_EQ(noted({0}), std::pair(std::int64_t{-1}, std::size_t{3}));
  EXPECT_EQ(noted({0, 1}), std::pair(std::int64_t{-1}, std::size_t{0}));
}

TEST(OutcomeOf, RanksTheRecordedSetAmongTheOthers) {
  const Recipe recipe = sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", 2001);
  const Outcome second = outcome_of(recipe, held_out(2), {0.1, 0.5, 0.3});
  EXPECT_EQ(second.rank, 2U);
  EXPECT_EQ(second.doi, "10.1/a");
  EXPECT_DOUBLE_EQ(second.probability, 0.5);
  EXPECT_DOUBLE_EQ(second.confidence, 0.9);
  // Ties keep the ranker's order.
  EXPECT_EQ(outcome_of(recipe, held_out(0), {0.4, 0.4}).rank, 1U);
  EXPECT_EQ(outcome_of(recipe, held_out(1), {0.4, 0.4}).rank, 2U);
}

TEST(OutcomeOf, MissesAreRankZero) {
  const Recipe recipe = sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", 2001);
  EXPECT_EQ(outcome_of(recipe, held_out(-1), {0.5}).rank, 0U);
  EXPECT_EQ(outcome_of(recipe, held_out(-1), {}).probability, 0.0);
  std::vector<double> many(21, 0.01);
  many[20] = 0.001;
  EXPECT_EQ(outcome_of(recipe, held_out(19), many).rank, 20U);
  EXPECT_EQ(outcome_of(recipe, held_out(20), many).rank, 0U);  // beyond 20
}

TEST(OutcomeOf, SetsOfAWiderSearchStandBehindTheList) {
  const Recipe recipe = sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", 2001);
  HeldOut one = held_out(-1);
  one.further = 3;
  EXPECT_EQ(outcome_of(recipe, one, {0.5, 0.1}).rank, 5U);
  one.further = 19;
  EXPECT_EQ(outcome_of(recipe, one, {0.5, 0.1}).rank, 0U);  // beyond 20
}

}  // namespace
}  // namespace matroute
