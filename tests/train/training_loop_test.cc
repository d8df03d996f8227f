// Scales, orders, and the loop itself on a loss whose least value is known.
#include "train/training_loop.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"

namespace matroute {
namespace {

TEST(ScaleOf, IsMeanAndInverseDeviation) {
  const std::vector<float> rows = {1.0F, 5.0F, 3.0F, 5.0F};
  const Scale scale = scale_of(rows, 2);
  EXPECT_EQ(scale.mean, (std::vector<float>{2.0F, 5.0F}));
  EXPECT_EQ(scale.inverse, (std::vector<float>{1.0F, 1.0F}));  // the second never changes
}

TEST(ScaleOf, NoRowsAreLeftAsTheyAre) {
  const Scale scale = scale_of({}, 2);
  EXPECT_EQ(scale.mean, (std::vector<float>{0.0F, 0.0F}));
  EXPECT_EQ(scale.inverse, (std::vector<float>{1.0F, 1.0F}));
}

TEST(Shuffled, IsAnOrderOfItsOwnForEverySeedAndEpoch) {
  const auto order = shuffled(100, 1, 0);
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::size_t> all(100);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EXPECT_EQ(sorted, all);
  EXPECT_EQ(order, shuffled(100, 1, 0));
  EXPECT_NE(order, shuffled(100, 1, 1));
  EXPECT_NE(order, shuffled(100, 2, 0));
}

// A parameter that is to become 3 everywhere.
struct Descent {
  explicit Descent(std::int64_t all_steps, std::int64_t size = 4)
      : parameter(at::zeros({size}).requires_grad_()), loop({parameter}, all_steps, {.learning_rate = 0.1}) {}
  void step() { loop.step((parameter - 3).square().sum()); }

  at::Tensor parameter;
  TrainingLoop loop;
};

TEST(TrainingLoop, GoesDownAndEndsWithTheRunningMean) {
  Descent descent(200);
  while (descent.loop.done() < 200) descent.step();
  const auto last = descent.parameter.detach().clone();
  EXPECT_NEAR(last[0].item<float>(), 3.0F, 0.1F);
  descent.loop.finish();
  EXPECT_FALSE(at::equal(descent.parameter.detach(), last));
  EXPECT_NEAR(descent.parameter[0].item<float>(), 3.0F, 0.3F);
}

TEST(TrainingLoop, AStateBringsBackAllThatTheNextStepsDependOn) {
  Descent whole(40);
  Descent resumed(40);
  for (int i = 0; i < 17; ++i) whole.step();
  resumed.loop.restore(read_safetensors(write_safetensors(whole.loop.state()), "test"), "test");
  EXPECT_EQ(resumed.loop.done(), 17);
  for (Descent* descent : {&whole, &resumed}) {
    while (descent->loop.done() < 40) descent->step();
    descent->loop.finish();
  }
  EXPECT_TRUE(at::equal(whole.parameter.detach(), resumed.parameter.detach()));
}

TEST(TrainingLoop, StatesOfOtherLoopsAreRefused) {
  Descent descent(10);
  for (int i = 0; i < 10; ++i) descent.step();
  Descent shorter(5);
  EXPECT_THROW(shorter.loop.restore(descent.loop.state(), "test"), Error);
  Descent larger(10, 5);
  EXPECT_THROW(larger.loop.restore(descent.loop.state(), "test"), Error);
  Descent same(10);
  auto state = descent.loop.state();
  state.pop_back();
  EXPECT_THROW(same.loop.restore(state, "test"), Error);
}

}  // namespace
}  // namespace matroute
