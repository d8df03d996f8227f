// Folds by paper.
#include "train/folds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

TEST(PaperFolds, APaperIsInOneFoldAlone) {
  const auto recipes = entangled_corpus().recipes;
  for (const std::uint32_t count : {2U, 5U, 10U}) {
    const auto folds = paper_folds(recipes, count, 1);
    ASSERT_EQ(folds.size(), recipes.size());
    std::map<std::string, std::set<std::uint32_t>> of_paper;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      ASSERT_LT(folds[i], count);
      of_paper[recipes[i].doi.empty() ? "target " + recipes[i].target : recipes[i].doi].insert(folds[i]);
    }
    for (const auto& [paper, used] : of_paper) EXPECT_EQ(used.size(), 1U) << paper;
  }
}

TEST(PaperFolds, DoNotDependOnTheOrderOrOnTheOtherRecipes) {
  auto recipes = entangled_corpus().recipes;
  std::map<std::string, std::uint32_t> of_paper;
  const auto folds = paper_folds(recipes, 5, 1);
  for (std::size_t i = 0; i < recipes.size(); ++i) of_paper[recipes[i].doi] = folds[i];
  std::shuffle(recipes.begin(), recipes.end(), std::mt19937(1));
  recipes.resize(100);
  const auto again = paper_folds(recipes, 5, 1);
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    if (!recipes[i].doi.empty()) {
      EXPECT_EQ(again[i], of_paper.at(recipes[i].doi));
    }
  }
}

TEST(PaperFolds, AreAboutAsLargeAsEachOtherAndFollowTheSeed) {
  std::vector<Recipe> recipes;
  for (int i = 0; i < 5000; ++i) recipes.push_back(sample_recipe("BaTiO3", {"BaO"}, "10.1/" + std::to_string(i), {}));
  const auto folds = paper_folds(recipes, 5, 1);
  for (std::uint32_t f = 0; f < 5; ++f)
    EXPECT_NEAR(static_cast<double>(std::count(folds.begin(), folds.end(), f)), 1000, 120);
  EXPECT_NE(folds, paper_folds(recipes, 5, 2));
}

TEST(PaperWeights, OfAPaperAddUpToOne) {
  std::vector<Recipe> recipes = {sample_recipe("BaTiO3", {"BaO"}, "10.1/a", {}),
                                 sample_recipe("SrTiO3", {"SrO"}, "10.1/a", {}),
                                 sample_recipe("BaTiO3", {"BaO"}, "10.1/b", {}),
                                 sample_recipe("BaTiO3", {"BaO"}, "", {}), sample_recipe("BaTiO3", {"BaO"}, "", {})};
  recipes[1].weight = 0.25F;
  EXPECT_THAT(paper_weights(recipes), testing::ElementsAre(0.8F, 0.2F, 1.0F, 0.5F, 0.5F));
}

}  // namespace
}  // namespace matroute
