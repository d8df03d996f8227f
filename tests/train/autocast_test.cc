// bfloat16 on the CPU, where every machine can see it.
#include "train/autocast.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace matroute {
namespace {

at::ScalarType type_of_product() {
  const auto matrix = at::ones({2, 2});
  return at::matmul(matrix, matrix).scalar_type();
}

TEST(Autocast, ProductsAreBfloat16WhileItLives) {
  {
    const Autocast autocast(Autocast::On::kCpu);
    EXPECT_EQ(type_of_product(), at::kBFloat16);
    {
      const Autocast inner(Autocast::On::kCpu);
      EXPECT_EQ(type_of_product(), at::kBFloat16);
    }
    EXPECT_EQ(type_of_product(), at::kBFloat16);
  }
  EXPECT_EQ(type_of_product(), at::kFloat);
}

TEST(Autocast, OffChangesNothing) {
  const Autocast autocast(Autocast::On::kNothing);
  EXPECT_EQ(type_of_product(), at::kFloat);
}

TEST(Autocast, GradientsHaveTheTypeOfTheWeights) {
  auto weight = at::ones({2, 2}).requires_grad_();
  at::Tensor loss;
  {
    const Autocast autocast(Autocast::On::kCpu);
    loss = at::matmul(at::ones({3, 2}), weight).to(at::kFloat).sum();
  }
  loss.backward();
  EXPECT_EQ(weight.grad().scalar_type(), at::kFloat);
  EXPECT_TRUE(at::allclose(weight.grad(), at::full({2, 2}, 3.0)));
}

}  // namespace
}  // namespace matroute
