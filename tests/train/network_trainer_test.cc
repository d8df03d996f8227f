// Training of a network: it learns what it is shown, and does so twice alike.
#include "train/network_trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "tests/base/one_thread.h"
#include "tests/model/search/targets.h"
#include "tests/train/learning_set.h"

namespace matroute {
namespace {

using testing_recipes::LearningSet;

struct Seen {
  std::vector<TrainingStep> reports;
  std::vector<std::vector<Tensor>> states;
  std::vector<Example> lessons_held_out;  // to be set before
  std::vector<double> held_out;           // losses
  std::optional<double> epochs;
};

// load: the state to go on with.
RouteNetwork train(const LearningSet& set, const TrainerOptions& options, std::uint64_t seed, Seen& seen,
                   std::optional<std::vector<Tensor>> load = {}) {
  const testing_threads::OneThread one_thread;
  const TrainingHooks hooks = {[&](const TrainingStep& step) { seen.reports.push_back(step); },
                               [&](double, double loss) { seen.held_out.push_back(loss); }, [&] { return load; },
                               [&](const std::vector<Tensor>& state) { seen.states.push_back(state); }};
  const Lessons lessons{set.examples, seen.lessons_held_out, set.pool, set.features, options.epochs};
  TrainedNetwork trained = train_network(new_network(lessons, options, seed), lessons, options, seed, {}, hooks);
  seen.epochs = trained.best_epoch;
  return std::move(trained.network);
}

TrainerOptions small_options() {
  TrainerOptions options;
  options.width = 16;
  options.layers = 1;
  options.heads = 2;
  options.hidden = 32;
  options.epochs = 10;
  options.batch = 5;
  return options;
}

std::vector<CompositionKey> keys_of(const std::vector<std::string>& precursors) {
  std::vector<CompositionKey> keys;
  for (const std::string& text : precursors) keys.push_back(make_material(text).key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

TEST(NetworkTrainer, ADozenRecipesAreLearnedByHeart) {
  const auto recipes = testing_recipes::a_dozen();
  const LearningSet set(recipes);
  TrainerOptions options = small_options();
  options.epochs = 150;
  options.batch = 12;
  options.learning_rate = 1e-2;
  options.weight_decay = options.dropout = options.identity_dropout = 0.0;
  Seen seen;
  std::vector<RouteNetwork> members;
  members.push_back(train(set, options, 1, seen));
  EXPECT_LT(seen.reports.back().loss, 0.1 * seen.reports.front().loss);
  const NetworkRanker ranker(std::make_shared<const Counts>(set.data, "test"), set.data, std::move(members), 0.0,
                             "test");
  for (const Recipe& recipe : recipes) {
    const auto targets = testing_targets::targets_of({recipe.target.c_str()});
    Constraints constraints;
    constraints.method = recipe.method;
    const auto ranked = ranker.under(constraints)->rank(testing_targets::pointers_to(targets), 0).front();
    ASSERT_FALSE(ranked.sets.empty()) << recipe.target;
    std::vector<CompositionKey> first;
    for (const Material* material : ranked.sets.front().precursors) first.push_back(material->key);
    std::sort(first.begin(), first.end());
    EXPECT_EQ(first, keys_of(recipe.precursors)) << recipe.target;
    EXPECT_GT(ranked.sets.front().probability, 0.5) << recipe.target;
  }
}

TEST(NetworkTrainer, TheSameSeedGivesTheSameWeightsBitForBit) {
  const LearningSet set(testing_recipes::a_dozen());
  const auto weights = [&](std::uint64_t seed) {
    Seen seen;
    return write_safetensors(train(set, small_options(), seed, seen).weights());
  };
  EXPECT_EQ(weights(1), weights(1));
  EXPECT_NE(weights(1), weights(2));
}

TEST(NetworkTrainer, ASavedStateLeadsToTheSameWeights) {
  const LearningSet set(testing_recipes::a_dozen());
  TrainerOptions options = small_options();
  options.epochs = 70;  // of three steps: far enough for more than one state
  options.width = options.hidden = 8;
  Seen whole;
  const auto expected = write_safetensors(train(set, options, 1, whole).weights());
  ASSERT_GE(whole.states.size(), 2U);
  for (const std::size_t i : {std::size_t{0}, whole.states.size() - 1}) {
    const auto state = read_safetensors(write_safetensors(whole.states[i]), "test");
    Seen rest;
    EXPECT_EQ(write_safetensors(train(set, options, 1, rest, state).weights()), expected) << i;
  }
}

TEST(NetworkTrainer, AStateOfAnotherTrainingIsRefused) {
  const LearningSet set(testing_recipes::a_dozen());
  Seen seen;
  train(set, small_options(), 1, seen);
  TrainerOptions wider = small_options();
  wider.hidden = 64;
  Seen other;
  EXPECT_THROW(train(set, wider, 1, other, seen.states.back()), Error);
  TrainerOptions shorter = small_options();
  shorter.epochs = 1;
  EXPECT_THROW(train(set, shorter, 1, other, seen.states.back()), Error);
}

// Where every epoch is better than the one before, nothing is stopped and the averaged weights are kept.
TEST(NetworkTrainer, HeldOutPapersAreJudgedByTheAveragedWeights) {
  const LearningSet set(testing_recipes::a_dozen());
  TrainerOptions options = small_options();
  Seen plain;
  const RouteNetwork expected = train(set, options, 1, plain);
  options.patience = 10;
  Seen seen;
  seen.lessons_held_out = set.examples;
  const RouteNetwork kept = train(set, options, 1, seen);
  EXPECT_TRUE(std::is_sorted(seen.held_out.rbegin(), seen.held_out.rend()));
  EXPECT_EQ(seen.epochs, options.epochs);
  EXPECT_EQ(write_safetensors(kept.weights()), write_safetensors(expected.weights()));
}

// Held out is what contradicts the lessons: the longer it learns, the worse.
TEST(NetworkTrainer, TheEpochThatIsBestOnHeldOutPapersIsKept) {
  const LearningSet set(testing_recipes::a_dozen());
  TrainerOptions options = small_options();
  options.epochs = 60;
  options.learning_rate = 1e-2;
  options.averaging = 0.5;
  options.patience = 3;
  Seen seen;
  seen.lessons_held_out = set.examples;
  for (Example& example : seen.lessons_held_out) example.materials = {example.usable->back()};
  const RouteNetwork stopped = train(set, options, 1, seen);
  ASSERT_LT(seen.held_out.size(), 61U);
  const auto best = std::min_element(seen.held_out.begin(), seen.held_out.end());
  ASSERT_TRUE(seen.epochs);
  EXPECT_EQ(*seen.epochs, static_cast<double>(best - seen.held_out.begin()));
  EXPECT_EQ(seen.held_out.end() - best, options.patience + 1);

  // Going on from every state that was saved ends with the same weights.
  for (const auto& state : std::vector(seen.states)) {
    Seen again;
    again.lessons_held_out = seen.lessons_held_out;
    EXPECT_EQ(write_safetensors(train(set, options, 1, again, state).weights()), write_safetensors(stopped.weights()));
    EXPECT_EQ(again.epochs, seen.epochs);
  }
}

TEST(NetworkTrainer, ReportsEndWithTheLastStep) {
  const LearningSet set(testing_recipes::a_dozen());
  Seen seen;
  train(set, small_options(), 1, seen);
  ASSERT_FALSE(seen.reports.empty());
  EXPECT_EQ(seen.reports.back().step, 30);  // 12 examples in batches of 5, ten times
  EXPECT_EQ(seen.reports.back().steps, 30);
}

TEST(NetworkTrainer, ATrainingThatComesApartSaysSo) {
  const auto recipes = testing_recipes::a_dozen();
  const LearningSet set(recipes);
  TrainerOptions options = small_options();
  options.learning_rate = 1.0;
  options.clip = 1e6;
  options.weight_decay = 10.0;  // multiplies weights by -9 a step
  Seen seen;
  try {
    train(set, options, 1, seen);
    FAIL() << "the weights are finite";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_THAT(error.what(), testing::HasSubstr("learning_rate"));
  }
  EXPECT_TRUE(seen.states.empty());  // no state that could not be read back
}

}  // namespace
}  // namespace matroute
