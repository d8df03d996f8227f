// Parts of a corpus, and when asking for one is an error.
#include "datasets/recipes/corpus.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

TEST(Corpus, WithoutASplitEveryRecipeCountsUnlessAPartWasNamed) {
  const Corpus corpus = entangled_corpus();
  EXPECT_EQ(select_part(corpus, "train", false).size(), corpus.recipes.size());
  EXPECT_THROW(select_part(corpus, "train", true), Error);
}

TEST(Corpus, TheNewestSplitDecides) {
  Corpus corpus;
  for (int i = 0; i < 3; ++i) corpus.recipes.push_back(sample_recipe("TiO2", {"Ti"}, "", 2000));
  corpus.splits = {{"random", "", {Part::kTest, Part::kTest, Part::kTest}},
                   {"year", "", {Part::kTrain, Part::kNone, Part::kValid}}};
  EXPECT_EQ(select_part(corpus, "valid", true), (std::vector<std::size_t>{2}));
  EXPECT_THROW(select_part(corpus, "test", true), Error);
  EXPECT_THROW(select_part(corpus, "none", true), Error);
  EXPECT_THROW(select_part(corpus, "trian", false), Error);
}

TEST(Corpus, PartsHaveNames) {
  EXPECT_EQ(part_from_name("valid"), Part::kValid);
  EXPECT_EQ(part_from_name("none"), std::nullopt);
  EXPECT_EQ(name(Part::kTest), "test");
}

}  // namespace
}  // namespace matroute
