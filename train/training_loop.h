// The parts that the trainings of all networks share: learning rate, groups of weights, running mean, scales of
// features.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}

namespace matroute {

// AdamW with warm-up and cosine, clipped gradients, and a running mean of the weights.
class TrainingLoop {
 public:
  struct Options {
    double learning_rate = 1e-3;  // highest, after the warm-up
    double warm_up = 0.05;        // share of all steps
    double weight_decay = 0.0;    // of matrices alone
    double clip = 1.0;            // largest norm of a gradient
    double averaging = 0.998;     // decay of the running mean
  };
  TrainingLoop(std::vector<at::Tensor> parameters, std::int64_t steps, const Options& options);
  ~TrainingLoop();

  // Takes one step down the gradient of the loss, a tensor of one number.
  void step(const at::Tensor& loss);
  std::int64_t done() const;  // number of steps taken
  // True where no number of state() is infinite or NaN.
  bool is_finite() const;

  // Everything that later steps depend on, as tensors, and back. Throws Error (model), naming `where`, where the
  // tensors do not fit the weights of the loop.
  std::vector<Tensor> state() const;
  void restore(const std::vector<Tensor>& state, const std::string& where);

  // Calls use() with the running mean in the place of the weights.
  void with_average(const std::function<void()>& use);
  // Puts the running mean in the place of the weights.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Scale {
  std::vector<float> mean;
  std::vector<float> inverse;  // 1 / standard deviation; 1 where that is 0
};

// The scale of each column. rows: row-major, `width` numbers each.
Scale scale_of(std::span<const float> rows, std::size_t width);

// A permutation of 0 to count - 1: the order of examples in one epoch.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t epoch);

}  // namespace matroute
