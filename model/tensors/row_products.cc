// Rows are padded with zeros; the rows of the padding are cut off the product.
#include "model/tensors/row_products.h"

#include <torch/torch.h>

namespace matroute {
namespace {

// Calls f with the rows padded to whole blocks, and cuts the padding off its result.
template <class Function>
at::Tensor by_blocks(const at::Tensor& rows, const Function& f) {
  const std::int64_t count = rows.size(0);
  const std::int64_t missing = whole_blocks(count) - count;
  if (missing == 0) return f(rows);
  return f(torch::constant_pad_nd(rows, {0, 0, 0, missing})).slice(0, 0, count);
}

}  // namespace

at::Tensor linear_by_blocks(torch::nn::LinearImpl& layer, const at::Tensor& x) {
  const auto rows =
      by_blocks(x.reshape({-1, x.size(-1)}), [&](const at::Tensor& whole) { return layer.forward(whole); });
  auto shape = x.sizes().vec();
  shape.back() = rows.size(1);
  return rows.reshape(shape);
}

at::Tensor product_by_blocks(const at::Tensor& a, const at::Tensor& b) {
  return by_blocks(a, [&](const at::Tensor& whole) { return torch::matmul(whole, b); });
}

}  // namespace matroute
