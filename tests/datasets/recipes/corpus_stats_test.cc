// Statistics of a corpus small enough to count by hand.
#include "datasets/recipes/corpus_stats.h"

#include <gtest/gtest.h>

#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

TEST(CorpusStats, CountedByHand) {
  Corpus corpus;
  corpus.recipes = {sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", 2001),
                    sample_recipe("SrTiO3", {"SrCO3", "TiO2"}, "10.1/a", 2001),
                    sample_recipe("BaTiO3", {"TiO2", "BaCO3"}, "", std::nullopt)};
  corpus.recipes[2].method = Method::kSolGel;
  corpus.recipes[0].steps = {{StepType::kHeat, 900.0F, std::nullopt, ""}, {StepType::kDry, std::nullopt, 1.0F, ""}};
  const CorpusStats stats = stats_of(corpus);
  EXPECT_EQ(stats.recipes, 3U);
  EXPECT_EQ(stats.papers, 1U);
  EXPECT_EQ(stats.without_doi, 1U);
  EXPECT_EQ(stats.targets, 2U);
  EXPECT_EQ(stats.precursors, 3U);
  EXPECT_EQ(stats.sets, 2U);
  EXPECT_EQ(stats.steps, 2U);
  EXPECT_EQ(stats.with_temperature, 1U);
  EXPECT_EQ(stats.years, (std::map<int, std::uint64_t>{{0, 1}, {2001, 2}}));
  EXPECT_EQ(stats.methods, (std::vector<NamedCount>{{"solid-state", 2}, {"sol-gel", 1}, {"other", 0}}));
  EXPECT_EQ(stats.common_precursors, (std::vector<NamedCount>{{"TiO2", 3}, {"BaCO3", 2}, {"SrCO3", 1}}));
  EXPECT_EQ(stats.elements, (std::vector<NamedCount>{{"O", 3}, {"Ti", 3}, {"Ba", 2}, {"Sr", 1}}));
}

TEST(CorpusStats, PartsOfASplit) {
  const Split split = {"year", "", {Part::kTrain, Part::kTrain, Part::kNone}};
  EXPECT_EQ(part_sizes(split), (std::vector<NamedCount>{{"none", 1}, {"train", 2}, {"valid", 0}, {"test", 0}}));
}

}  // namespace
}  // namespace matroute
