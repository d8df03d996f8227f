// When to stop training: by the loss on held-out papers. The weights of the best epoch are kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}

namespace matroute {

class EarlyStopping {
 public:
  // patience: epochs without a lower loss after which training is over; 0: it never is.
  explicit EarlyStopping(std::int64_t patience);
  ~EarlyStopping();

  // The loss of these weights after so many steps; to be told once per epoch.
  void note(std::int64_t step, double loss, const std::vector<at::Tensor>& weights);
  bool over() const;
  std::int64_t best_step() const;
  // Puts the weights of the best epoch in the place of these.
  void put_best(std::vector<at::Tensor> weights) const;

  // Everything noted so far, and back. Throws Error (model), naming `where`, where the tensors are not of such weights.
  std::vector<Tensor> state() const;
  void restore(const std::vector<Tensor>& state, const std::vector<at::Tensor>& weights, const std::string& where);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matroute
