// The best epoch is kept, and training ends when no better one follows.
#include "train/early_stopping.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "base/error.h"

namespace matroute {
namespace {

std::vector<at::Tensor> weights(float value) { return {torch::full({2, 3}, value), torch::full({4}, -value)}; }

TEST(EarlyStopping, KeepsTheBestAndEndsAfterSoManyWorse) {
  EarlyStopping stopping(2);
  stopping.note(0, 3.0, weights(0));
  stopping.note(10, 1.0, weights(1));
  stopping.note(20, 1.5, weights(2));
  EXPECT_FALSE(stopping.over());
  stopping.note(30, 1.0, weights(3));  // no lower
  EXPECT_TRUE(stopping.over());
  EXPECT_EQ(stopping.best_step(), 10);
  const auto put = weights(9);
  stopping.put_best(put);
  EXPECT_TRUE(torch::equal(put[0], weights(1)[0]));
  EXPECT_TRUE(torch::equal(put[1], weights(1)[1]));
}

TEST(EarlyStopping, WithoutPatienceItNeverEnds) {
  EarlyStopping stopping(0);
  for (int epoch = 0; epoch < 9; ++epoch) stopping.note(epoch, epoch, weights(1));
  EXPECT_FALSE(stopping.over());
}

TEST(EarlyStopping, ItsStateComesBack) {
  EarlyStopping stopping(2);
  stopping.note(5, 1.0, weights(1));
  stopping.note(6, 2.0, weights(2));
  EarlyStopping back(2);
  back.restore(stopping.state(), weights(0), "f");
  back.note(7, 3.0, weights(3));
  EXPECT_TRUE(back.over());
  EXPECT_EQ(back.best_step(), 5);
  const auto put = weights(9);
  back.put_best(put);
  EXPECT_TRUE(torch::equal(put[0], weights(1)[0]));
  EXPECT_THROW(back.restore(stopping.state(), {torch::zeros({5}), torch::zeros({4})}, "f"), Error);
  EXPECT_THROW(back.restore({}, weights(0), "f"), Error);
}

}  // namespace
}  // namespace matroute
