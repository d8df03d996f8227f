// Splits: no leak, whatever the seed; the same on every run; nonsense refused.
#include "datasets/recipes/split.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "datasets/recipes/corpus_stats.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

TEST(Split, NothingLeaksWhateverTheSeed) {
  const Corpus corpus = entangled_corpus();
  for (const SplitBy by : {SplitBy::kRandom, SplitBy::kTarget, SplitBy::kSystem}) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const Split split = make_split(corpus, {.by = by, .cut = {0.6, 0.2}, .seed = seed});
      const SharedItems shared = shared_between_parts(corpus, split);
      EXPECT_TRUE(shared.dois.empty()) << split.options;
      if (by == SplitBy::kTarget || by == SplitBy::kSystem) {
        EXPECT_TRUE(shared.targets.empty()) << split.options;
      }
      if (by == SplitBy::kSystem) {
        EXPECT_TRUE(shared.systems.empty()) << split.options;
      }
    }
  }
}

TEST(Split, ByYear) {
  const Corpus corpus = entangled_corpus();
  const Split split = make_split(corpus, {.by = SplitBy::kYear, .cut = {2011, 2015}, .seed = 0});
  for (std::size_t i = 0; i < split.parts.size(); ++i) {
    const auto year = corpus.recipes[i].year;
    if (split.parts[i] == Part::kTrain) {
      EXPECT_LE(*year, 2011);
    }
    if (split.parts[i] == Part::kTest) {
      EXPECT_GT(*year, 2015);
    }
    if (!year) {
      EXPECT_EQ(split.parts[i], Part::kNone);
    }
  }
  EXPECT_TRUE(shared_between_parts(corpus, split).dois.empty());
}

TEST(Split, SharesAreKeptAndRunsAreAlike) {
  const Corpus corpus = entangled_corpus();
  const Split split = make_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 3});
  const auto sizes = part_sizes(split);
  EXPECT_NEAR(static_cast<double>(sizes[1].count), 240, 6);
  EXPECT_NEAR(static_cast<double>(sizes[2].count), 30, 6);
  EXPECT_NEAR(static_cast<double>(sizes[3].count), 30, 6);
  EXPECT_EQ(make_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 3}).parts, split.parts);
  EXPECT_NE(make_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 4}).parts, split.parts);
}

TEST(Split, APaperWithSeveralYearsStaysInOnePart) {
  Corpus corpus;
  for (const int year : {2001, 2001, 2020}) corpus.recipes.push_back(sample_recipe("BaTiO3", {"TiO2"}, "10.1/a", year));
  corpus.recipes.push_back(sample_recipe("BaTiO3", {"TiO2"}, "10.1/b", 2020));
  const Split split = make_split(corpus, {.by = SplitBy::kYear, .cut = {2010}, .seed = 0});
  EXPECT_EQ(split.parts, (std::vector<Part>{Part::kTrain, Part::kTrain, Part::kNone, Part::kValid}));
}

TEST(Split, ATraceThatMakesAnotherSystemLeaksNoTarget) {
  Corpus corpus;
  for (int i = 0; i < 60; ++i) {
    const std::string metal = i % 3 == 0 ? "Ca" : i % 3 == 1 ? "Sr" : "Ba";
    const std::string trace = i % 2 == 0 ? "" : "Sm0.001";
    corpus.recipes.push_back(sample_recipe(metal + "Gd2Mo4O16" + trace, {"MoO3"}, "", 2001));
  }
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Split split = make_split(corpus, {.by = SplitBy::kSystem, .cut = {0.4, 0.3}, .seed = seed});
    EXPECT_TRUE(shared_between_parts(corpus, split).targets.empty());
  }
}

TEST(Split, NonsenseIsRefused) {
  const Corpus corpus = entangled_corpus();
  const std::vector<SplitOptions> options = {{.by = SplitBy::kRandom, .cut = {0.0, 0.1}, .seed = 0},
                                             {.by = SplitBy::kRandom, .cut = {0.9, 0.2}, .seed = 0},
                                             {.by = SplitBy::kRandom, .cut = {2014, 2016}, .seed = 0},
                                             {.by = SplitBy::kYear, .cut = {0.8, 0.1}, .seed = 0},
                                             {.by = SplitBy::kYear, .cut = {2016, 2014}, .seed = 0},
                                             {.by = SplitBy::kYear, .cut = {1900, 2014}, .seed = 0},
                                             {.by = SplitBy::kRandom, .cut = {0.1, 0.2, 0.3}, .seed = 0}};
  for (const SplitOptions& option : options) {
    try {
      make_split(corpus, option);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    }
  }
  EXPECT_THROW(make_split(Corpus{}, SplitOptions{}), Error);
}

TEST(Split, ATestPartWithAShareIsNeverEmpty) {
  Corpus corpus;
  for (const char* doi : {"10.1/a", "10.1/b"}) corpus.recipes.push_back(sample_recipe("BaTiO3", {"TiO2"}, doi, 2001));
  const SplitOptions all_but_a_tenth{.by = SplitBy::kRandom, .cut = {0.5, 0.4}, .seed = 0};
  EXPECT_THROW(make_split(corpus, all_but_a_tenth), Error);
  EXPECT_NO_THROW(make_split(corpus, {.by = SplitBy::kRandom, .cut = {0.5, 0.5}, .seed = 0}));
}

TEST(Split, ANewSplitOfAKindReplacesTheOldOne) {
  Corpus corpus = entangled_corpus();
  add_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 1});
  add_split(corpus, {.by = SplitBy::kYear, .cut = {}, .seed = 1});
  add_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 2});
  ASSERT_EQ(corpus.splits.size(), 2U);
  EXPECT_EQ(corpus.splits.back().name, "random");
  EXPECT_NE(corpus.splits.back().options.find("\"seed\":2"), std::string::npos);
}

TEST(Split, TheSameTargetWrittenTwoWaysIsShared) {
  const Recipe a = sample_recipe("BaTiO3", {"TiO2"}, "10.1/a", 2001);
  const Recipe b = sample_recipe("TiBaO3", {"TiO2"}, "10.1/b", 2002);
  const std::vector<const Recipe*> left = {&a};
  const std::vector<const Recipe*> right = {&b};
  EXPECT_EQ(shared_items(left, right).targets.size(), 1U);
  EXPECT_TRUE(shared_items(left, right).dois.empty());
}

}  // namespace
}  // namespace matroute
