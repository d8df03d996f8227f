// Re-rankers of folds: what is said of a fold comes from the others.
#include "train/fit_reranker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/base/one_thread.h"

namespace matroute {
namespace {

// The answer is the set whose second number is high; the ranker's own order says nothing.
std::vector<HeldOut> fold(unsigned seed, std::size_t count = 40) {
  std::mt19937 random(seed);
  std::vector<HeldOut> recipes(count);
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    HeldOut& one = recipes[i];
    one.recipe = i;
    one.readable = true;
    SetList& list = one.ranked.list;
    list.sets = 3;
    list.list_features.assign(kListFeatures, 0.0F);
    one.ranked.answer = static_cast<std::int64_t>(random() % 3);
    list.set_features.assign(3 * kSetFeatures, 0.0F);
    list.set_features[static_cast<std::size_t>(one.ranked.answer) * kSetFeatures + 1] = 1.0F;
    one.probabilities = {0.5, 0.3, 0.1};
  }
  return recipes;
}

RerankerOptions few_steps() {
  RerankerOptions options;
  options.fewest_steps = 150;
  return options;
}

TEST(FitReranker, LearnsFromTheOtherFolds) {
  const testing_threads::OneThread one_thread;
  const std::vector<std::vector<HeldOut>> folds = {fold(1), fold(2)};
  const FittedReranker fitted = fit_reranker(folds, few_steps(), 1);
  ASSERT_EQ(fitted.held_out.size(), 2U);
  for (std::size_t f = 0; f < 2; ++f) {
    ASSERT_EQ(fitted.held_out[f].size(), folds[f].size());
    for (std::size_t i = 0; i < folds[f].size(); ++i) {
      EXPECT_GT(fitted.held_out[f][i][static_cast<std::size_t>(folds[f][i].ranked.answer)], 0.8);
    }
  }
  const auto whole = fitted.network.probabilities(lists_of(folds[0]));
  EXPECT_GT(whole[0][static_cast<std::size_t>(folds[0][0].ranked.answer)], 0.8);
}

TEST(FitReranker, DoesNotSeeTheAnswersOfTheFoldThatItIsAskedAbout) {
  const testing_threads::OneThread one_thread;
  std::vector<std::vector<HeldOut>> folds = {fold(1), fold(2, 300), fold(3)};
  std::vector<std::size_t> high;
  for (HeldOut& one : folds[1]) {
    high.push_back(static_cast<std::size_t>(one.ranked.answer));
    one.ranked.answer = (one.ranked.answer + 1) % 3;
  }
  const FittedReranker fitted = fit_reranker(folds, few_steps(), 1);
  for (std::size_t i = 0; i < high.size(); ++i) {
    const auto& said = fitted.held_out[1][i];
    EXPECT_EQ(std::max_element(said.begin(), said.end()) - said.begin(), static_cast<std::ptrdiff_t>(high[i]));
  }
}

TEST(FitReranker, OneFoldKeepsTheProbabilitiesOfTheNetwork) {
  const testing_threads::OneThread one_thread;
  const auto fitted = fit_reranker({fold(1)}, few_steps(), 1);
  EXPECT_EQ(fitted.held_out.at(0).at(0), (std::vector<double>{0.5, 0.3, 0.1}));
}

}  // namespace
}  // namespace matroute
