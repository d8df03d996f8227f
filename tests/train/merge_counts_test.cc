// Counts of two lots of recipes, added up, are the counts of all of them.
#include "train/merge_counts.h"

#include <gtest/gtest.h>

#include "chem/composition_key.h"
#include "model/counting/counting_tables.h"
#include "tests/train/learning_set.h"
#include "train/fit_network.h"

namespace matroute {
namespace {

TEST(MergeCounts, PrecursorsOfTheFirstKeepTheirIdsAndNothingIsLost) {
  const auto all = testing_recipes::a_dozen();
  const std::vector<Recipe> first(all.begin(), all.begin() + 7);
  const std::vector<Recipe> second(all.begin() + 7, all.end());
  const CountingData a = testing_recipes::LearningSet::count(first);
  const CountingData both = sum(a, testing_recipes::LearningSet::count(second));
  const CountingData whole = testing_recipes::LearningSet::count(all);
  ASSERT_EQ(both.materials.size(), whole.materials.size());
  EXPECT_TRUE(std::equal(a.materials.begin(), a.materials.end(), both.materials.begin()));
  EXPECT_EQ(both.row_element, whole.row_element);
  EXPECT_EQ(both.row_targets, whole.row_targets);
  EXPECT_EQ(both.target_hashes, whole.target_hashes);
  EXPECT_EQ(both.system_hashes, whole.system_hashes);
  EXPECT_EQ(both.entry_weight.size(), whole.entry_weight.size());
  EXPECT_NO_THROW(counting_data_from_tensors(to_tensors(both), both.materials, "sum"));
  const CountingTables tables(both);
  EXPECT_EQ(tables.precursor_weight(Element::Ti), 2.0);
}

TEST(MergeCounts, PairsAndVotesAddUp) {
  const testing_recipes::LearningSet set(testing_recipes::a_dozen());
  SetStatistics::Data once = count_pairs(set.examples, set.vocabulary.materials.size());
  once.votes = collect_votes(set.examples);
  SetStatistics::Data older = once;
  older.weights.pop_back();  // it did not know the last precursor
  const SetStatistics::Data both = sum(older, once);
  EXPECT_FLOAT_EQ(both.recipes, 2 * once.recipes);
  EXPECT_FLOAT_EQ(both.weights.front(), 2 * once.weights.front());
  EXPECT_FLOAT_EQ(both.weights.back(), once.weights.back());
  EXPECT_EQ(both.pair_low, once.pair_low);
  EXPECT_FLOAT_EQ(both.pair_weights.front(), 2 * once.pair_weights.front());
  EXPECT_EQ(both.votes.sets, once.votes.sets);
  EXPECT_FLOAT_EQ(both.votes.papers.front(), 2 * once.votes.papers.front());
}

}  // namespace
}  // namespace matroute
