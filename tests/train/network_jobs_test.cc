// Which networks a training makes: those of the folds are as many as the model's.
#include "train/network_jobs.h"

#include <gtest/gtest.h>

#include "tests/base/one_thread.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

FoldsAndMembers train(std::uint32_t members) {
  const testing_threads::OneThread one_thread;
  std::vector<Recipe> recipes;
  std::vector<std::uint32_t> folds;
  for (std::uint32_t p = 0; p < 4; ++p) {
    recipes.push_back(sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/" + std::to_string(p), 2000));
    folds.push_back(p % 2);
  }
  NetworkOptions options;
  options.network.width = options.network.hidden = 8;
  options.network.heads = options.network.layers = 1;
  options.network.epochs = 1;
  options.folds = 2;
  options.members = members;
  const TempDir dir;
  const CheckpointFolder checkpoints(dir.path("model"), "test", CheckpointFolder::Begin::kNew);
  const TrainingEvents events = {[](const std::string&) {}, [](std::uint64_t, std::uint64_t) {},
                                 [](const std::string&) {}};
  return train_networks(recipes, folds, options, nullptr, {}, checkpoints, events);
}

auto weights_of(const Fitted& fitted) { return write_safetensors(fitted.network->weights()); }

TEST(NetworkJobs, AFoldHasAsManyNetworksAsTheModel) {
  const FoldsAndMembers one = train(1);
  const FoldsAndMembers two = train(2);
  EXPECT_EQ(one.members.size(), 1U);
  EXPECT_EQ(two.members.size(), 2U);
  ASSERT_EQ(one.folds.size(), 2U);
  ASSERT_EQ(two.folds.size(), 2U);
  for (std::size_t f = 0; f < 2; ++f) {
    ASSERT_EQ(one.folds[f].size(), 1U);
    ASSERT_EQ(two.folds[f].size(), 2U);
    EXPECT_EQ(weights_of(two.folds[f][0]), weights_of(one.folds[f][0]));
    EXPECT_NE(weights_of(two.folds[f][0]), weights_of(two.folds[f][1]));
    for (const Fitted& network : two.folds[f]) EXPECT_EQ(network.counted, 2U);
  }
}

TEST(NetworkJobs, WithoutAModelAFoldHasOneNetwork) {
  const FoldsAndMembers none = train(0);
  EXPECT_TRUE(none.members.empty());
  ASSERT_EQ(none.folds.size(), 2U);
  for (const auto& fold : none.folds) EXPECT_EQ(fold.size(), 1U);
}

}  // namespace
}  // namespace matroute
