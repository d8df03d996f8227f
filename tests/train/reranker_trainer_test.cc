// Training of the re-ranker on lists whose right set can be told.
#include "train/reranker_trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/parallel_for.h"
#include "model/network/network_ranker.h"
#include "tests/base/one_thread.h"

namespace matroute {
namespace {

// The recorded set is the one whose second number is high, not the one that the ranker puts first; every fifth list
// does not hold it.
std::vector<RankedExample> told_by_the_second_number() {
  std::mt19937 random(1);
  std::vector<RankedExample> examples;
  for (int i = 0; i < 100; ++i) {
    RankedExample example;
    example.list.sets = 2 + random() % 5;
    example.list.list_features.assign(kListFeatures, i % 5 == 0 ? 1.0F : 0.0F);
    example.answer = i % 5 == 0 ? -1 : static_cast<std::int64_t>(random() % example.list.sets);
    for (std::size_t s = 0; s < example.list.sets; ++s) {
      std::vector<float> numbers(kSetFeatures, 0.0F);
      numbers[0] = -static_cast<float>(s);
      numbers[1] = static_cast<std::int64_t>(s) == example.answer ? 1.0F : 0.0F;
      example.list.set_features.insert(example.list.set_features.end(), numbers.begin(), numbers.end());
    }
    examples.push_back(std::move(example));
  }
  return examples;
}

Reranker train(const std::vector<RankedExample>& examples, std::uint64_t seed) {
  const testing_threads::OneThread one_thread;
  std::vector<const RankedExample*> pointers;
  for (const RankedExample& example : examples) pointers.push_back(&example);
  RerankerOptions options;
  options.fewest_steps = 150;
  return train_reranker(pointers, options, seed);
}

TEST(RerankerTrainer, LearnsWhatTellsTheRecordedSetAndThatItMayBeMissing) {
  const testing_threads::OneThread one_thread;
  const auto examples = told_by_the_second_number();
  const Reranker reranker = train(examples, 1);
  for (const RankedExample& example : examples) {
    const auto probabilities = reranker.probabilities({&example.list, 1}).front();
    double sum = 0.0;
    for (const double p : probabilities) sum += p;
    if (example.answer < 0)
      EXPECT_LT(sum, 0.1);
    else
      EXPECT_GT(probabilities[static_cast<std::size_t>(example.answer)], 0.9);
  }
}

TEST(RerankerTrainer, TheSameSeedGivesTheSameWeightsOnEveryThread) {
  const auto examples = told_by_the_second_number();
  const auto expected = write_safetensors(train(examples, 1).weights());
  std::vector<std::vector<std::uint8_t>> found(2);
  const testing_threads::Threads two_threads(2);
  parallel_for(found.size(), 1, [&](std::size_t i) { found[i] = write_safetensors(train(examples, 1 + i).weights()); });
  EXPECT_EQ(found[0], expected);
  EXPECT_NE(found[1], expected);
}

TEST(RerankerTrainer, WhereNothingWasFoundTheWeightsAreNumbers) {
  std::vector<RankedExample> examples(3);
  for (RankedExample& example : examples) example.list.list_features.assign(kListFeatures, 0.0F);
  for (const auto& list : {examples, std::vector<RankedExample>{}}) {
    const auto file = write_safetensors(train(list, 1).weights());
    EXPECT_NO_THROW(read_safetensors(file, "test"));
  }
}

}  // namespace
}  // namespace matroute
