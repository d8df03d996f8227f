// Dropout with a generator of its own, so that networks can be trained side by side and still be repeatable.
#pragma once

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <cstdint>
#include <optional>

namespace matroute {

struct Dropout {
  double share = 0.0;                      // of units that are dropped
  std::optional<at::Generator> generator;  // empty: libtorch's default generator of the device

  void seed(std::uint64_t seed) {
    if (!generator) generator = at::detail::createCPUGenerator();
    generator->set_current_seed(seed);
  }

  torch::Tensor operator()(const torch::Tensor& x, bool training) const { return masked(x, x.sizes(), training); }

  // Drops the same units for all sets of a list. x: [lists, sets, units]; without training, of any shape.
  torch::Tensor by_list(const torch::Tensor& x, bool training) const {
    return training ? masked(x, {x.size(0), 1, x.size(2)}, training) : x;
  }

 private:
  torch::Tensor masked(const torch::Tensor& x, torch::IntArrayRef shape, bool training) const {
    if (!training || share <= 0.0) return x;
    return x * torch::empty(shape, x.options()).bernoulli_(1.0 - share, generator).mul_(1.0 / (1.0 - share));
  }
};

}  // namespace matroute
