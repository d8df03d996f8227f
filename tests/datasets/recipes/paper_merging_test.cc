// Which recipes of one paper are one recipe.
#include "datasets/recipes/paper_merging.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

Recipe recipe(std::string doi, float weight, std::vector<RecipeStep> steps = {}) {
  return {.target = "BaTiO3",
          .precursors = {"BaCO3", "TiO2"},
          .method = Method::kSolidState,
          .doi = std::move(doi),
          .year = {},
          .weight = weight,
          .steps = std::move(steps)};
}

const RecipeStep kCalcined{StepType::kCalcine, 900.0F, std::nullopt, ""};
const RecipeStep kHotter{StepType::kCalcine, 1000.0F, std::nullopt, ""};

TEST(PaperMerging, EqualRecipesOfAPaperBecomeOne) {
  std::vector<Recipe> recipes = {recipe("10.1/a", 0.25F, {kCalcined}), recipe("10.1/a", 0.5F, {kCalcined}),
                                 recipe("10.1/b", 1.0F, {kCalcined})};
  std::swap(recipes[1].precursors[0], recipes[1].precursors[1]);
  EXPECT_EQ(merge_papers(recipes), (std::vector<bool>{false, true, false}));
  EXPECT_EQ(recipes[0].weight, 0.5F);
  EXPECT_EQ(recipes[2].weight, 1.0F);
}

TEST(PaperMerging, VariantsShareTheLargestWeight) {
  std::vector<Recipe> recipes = {recipe("10.1/a", 0.5F, {kCalcined}), recipe("10.1/a", 1.0F, {kHotter})};
  EXPECT_EQ(merge_papers(recipes), (std::vector<bool>{false, false}));
  EXPECT_EQ(recipes[0].weight, 0.5F);
  EXPECT_EQ(recipes[1].weight, 0.5F);
}

TEST(PaperMerging, AnotherMethodTargetOrSetIsAnotherRecipe) {
  std::vector<Recipe> recipes(4, recipe("10.1/a", 1.0F));
  recipes[1].method = Method::kSolGel;
  recipes[2].target = "SrTiO3";
  recipes[3].precursors = {"BaO", "TiO2"};
  EXPECT_EQ(merge_papers(recipes), std::vector<bool>(4, false));
  for (const Recipe& each : recipes) EXPECT_EQ(each.weight, 1.0F);
}

TEST(PaperMerging, WithoutADoiNothingIsMerged) {
  std::vector<Recipe> recipes(2, recipe("", 1.0F));
  EXPECT_EQ(merge_papers(recipes), (std::vector<bool>{false, false}));
}

}  // namespace
}  // namespace matroute
