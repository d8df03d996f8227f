// What is learned from some recipes alone holds nothing of the others.
#include "train/fit_network.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "chem/composition_key.h"
#include "tests/base/one_thread.h"
#include "tests/train/learning_set.h"
#include "train/folds.h"

namespace matroute {
namespace {

TrainerOptions small_options() {
  TrainerOptions options;
  options.width = options.hidden = 8;
  options.heads = options.layers = 1;
  options.epochs = 1;
  return options;
}

Fitted fit(const std::vector<Recipe>& recipes) {
  const testing_threads::OneThread one_thread;
  const TrainingHooks hooks = {[](const TrainingStep&) {}, [](double, double) {}, [] { return std::nullopt; },
                               [](const std::vector<Tensor>&) {}};
  FitTask task;
  task.recipes = recipes;
  task.seed = 1;
  task.epochs = small_options().epochs;
  return fit_network(task, small_options(), {}, hooks);
}

TEST(CountPairs, CountsMaterialsAndPairsByWeight) {
  auto recipes = testing_recipes::a_dozen();
  recipes[0].weight = 0.5F;
  const testing_recipes::LearningSet set(recipes);
  const SetStatistics::Data data = count_pairs(set.examples, set.vocabulary.materials.size());
  EXPECT_FLOAT_EQ(data.recipes, 11.5F);
  EXPECT_FLOAT_EQ(data.weights[set.id("TiO2")], 1.5F);
  EXPECT_FLOAT_EQ(data.weights[set.id("BaCO3")], 1.5F);
  EXPECT_TRUE(std::is_sorted(data.pair_low.begin(), data.pair_low.end()));
  const auto low = std::min(set.id("TiO2"), set.id("BaCO3"));
  const auto high = std::max(set.id("TiO2"), set.id("BaCO3"));
  for (std::size_t i = 0; i < data.pair_low.size(); ++i) {
    EXPECT_LT(data.pair_low[i], data.pair_high[i]);
    if (data.pair_low[i] == low && data.pair_high[i] == high) {
      EXPECT_FLOAT_EQ(data.pair_weights[i], 0.5F);
    }
  }
  EXPECT_EQ(data.pair_low.size(), 23U);
}

TEST(FitNetwork, AFoldHoldsNothingOfTheHeldOutPapers) {
  const auto recipes = testing_recipes::a_dozen();
  const auto folds = paper_folds(recipes, 3, 0);
  for (std::uint32_t f = 0; f < 3; ++f) {
    std::vector<Recipe> others;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      if (folds[i] != f) others.push_back(recipes[i]);
    }
    const Fitted fitted = fit(others);
    EXPECT_FLOAT_EQ(fitted.statistics.recipes, static_cast<float>(others.size()));
    std::vector<CompositionKey> used;
    std::vector<std::uint64_t> targets;
    for (const Recipe& recipe : others) {
      for (const std::string& text : recipe.precursors) used.push_back(make_material(text).key);
      targets.push_back(target_hash(make_material(recipe.target).key));
    }
    for (const std::string& text : fitted.data.materials) {
      EXPECT_NE(std::find(used.begin(), used.end(), make_material(text).key), used.end()) << text;
    }
    for (const std::uint64_t hash : fitted.data.target_hashes) {
      EXPECT_NE(std::find(targets.begin(), targets.end(), hash), targets.end());
    }
    EXPECT_EQ(fitted.network->shape().materials, static_cast<std::int64_t>(fitted.data.materials.size()));
    EXPECT_EQ(fitted.statistics.weights.size(), fitted.data.materials.size());
  }
}

TEST(FitNetwork, GoesOnFromTheMemberThatIsAskedFor) {
  const auto recipes = testing_recipes::a_dozen();
  NetworkParts base;
  base.data = testing_recipes::LearningSet::count(recipes);
  const auto materials = static_cast<std::int64_t>(base.data.materials.size());
  for (const std::uint64_t seed : {7, 8}) base.members.emplace_back(NetworkShape{materials, 8, 1, 1, 8}, seed);
  base.reranker.emplace(
      RerankerParts{{std::vector<float>(base.data.materials.size(), 0.0F), {}, {}, {}, 0, {}}, Reranker(1)});
  const testing_threads::OneThread one_thread;
  const TrainingHooks hooks = {[](const TrainingStep&) {}, [](double, double) {}, [] { return std::nullopt; },
                               [](const std::vector<Tensor>&) {}};
  FitTask task;
  task.recipes = recipes;
  task.base = &base;
  for (const std::size_t member : {0, 1}) {
    task.base_member = member;  // no step: epochs is 0
    const Fitted fitted = fit_network(task, small_options(), {}, hooks);
    EXPECT_EQ(write_safetensors(fitted.network->weights()), write_safetensors(base.members[member].weights()));
    EXPECT_EQ(fitted.data.materials, base.data.materials);
    EXPECT_FLOAT_EQ(fitted.statistics.recipes, 12.0F);
  }
}

TEST(FitNetwork, NothingToLearnFromIsAnError) { EXPECT_THROW(fit({sample_recipe("BaTiO3", {}, "10.1/a", {})}), Error); }

}  // namespace
}  // namespace matroute
