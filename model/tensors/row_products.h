// Matrix products whose rows and columns do not depend, bit for bit, on the rows and columns beside them. BLAS treats
// the edges of a matrix in another way than its middle, so that they are rounded otherwise; the functions here multiply
// whole blocks alone.
#pragma once

#include <cstdint>

namespace at {
class Tensor;
}
namespace torch::nn {
class LinearImpl;
}

namespace matroute {

// Rows and columns of one block: a multiple of what MKL's kernels for SSE, AVX2 and AVX-512 take at once.
inline constexpr std::int64_t kProductBlock = 16;

constexpr std::int64_t whole_blocks(std::int64_t rows) {
  return (rows + kProductBlock - 1) / kProductBlock * kProductBlock;
}

// x [..., inputs] through the layer, [..., outputs]. Rows do not depend on each other.
at::Tensor linear_by_blocks(torch::nn::LinearImpl& layer, const at::Tensor& x);

// a [rows, inner] times b [inner, columns]. Rows do not depend on each other.
at::Tensor product_by_blocks(const at::Tensor& a, const at::Tensor& b);

}  // namespace matroute
