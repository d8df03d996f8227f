// Training on a GPU, in bfloat16.
#include <gtest/gtest.h>

#include "tests/model/tensors/gpu_test.h"
#include "tests/train/learning_set.h"
#include "train/network_trainer.h"

namespace matroute {
namespace {

using NetworkTrainerOnGpu = GpuTest;

TEST_F(NetworkTrainerOnGpu, LearnsAsOnTheCpu) {
  const auto recipes = testing_recipes::a_dozen();
  const testing_recipes::LearningSet set(recipes);
  TrainerOptions options;
  options.width = 16;
  options.layers = 1;
  options.heads = 2;
  options.hidden = 32;
  options.epochs = 100;
  options.batch = 12;
  options.dropout = options.identity_dropout = 0.0;
  const auto last_loss = [&](const Device& device) {
    double loss = 0.0;
    const TrainingHooks hooks = {[&](const TrainingStep& step) { loss = step.loss; }, [](double, double) {},
                                 [] { return std::optional<std::vector<Tensor>>(); },
                                 [](const std::vector<Tensor>&) {}};
    const Lessons lessons{set.examples, {}, set.pool, set.features, options.epochs};
    train_network(new_network(lessons, options, 1), lessons, options, 1, device, hooks);
    return loss;
  };
  const double cpu = last_loss({});
  EXPECT_NEAR(last_loss(parse_device("cuda")), cpu, 0.1 * cpu + 0.02);
}

}  // namespace
}  // namespace matroute
