// Products by blocks are the plain ones, and a row is the same bits wherever it stands.
#include "model/tensors/row_products.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdint>

namespace matroute {
namespace {

TEST(RowProducts, AreThePlainOnes) {
  torch::manual_seed(1);
  torch::nn::Linear layer(7, 5);
  for (const std::int64_t rows : {1, 3, 15, 16, 17, 40}) {
    const auto x = torch::randn({rows, 2, 7});
    EXPECT_TRUE(torch::allclose(linear_by_blocks(*layer, x), layer(x), 1e-5, 1e-6)) << rows;
    const auto a = torch::randn({rows, 9});
    const auto b = torch::randn({9, 32});
    EXPECT_TRUE(torch::allclose(product_by_blocks(a, b), torch::matmul(a, b), 1e-5, 1e-5)) << rows;
  }
}

TEST(RowProducts, ARowIsTheSameBitsWhereverItStandsAndHoweverManyThereAre) {
  torch::manual_seed(2);
  torch::nn::Linear layer(131, 128);
  const auto row = torch::randn({1, 131});
  const auto alone = linear_by_blocks(*layer, row);
  for (const std::int64_t rows : {1, 2, 3, 4, 5, 9, 16, 17, 33, 100, 481}) {
    for (const std::int64_t place : {std::int64_t{0}, rows / 2, rows - 1}) {
      auto x = torch::randn({rows, 131});
      x[place].copy_(row[0]);
      EXPECT_TRUE(torch::equal(linear_by_blocks(*layer, x)[place], alone[0])) << rows << " " << place;
    }
  }
}

}  // namespace
}  // namespace matroute
