// Tells when to stop training, by the loss on held-out papers, and keeps the weights of the best epoch.
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
  // patience: epochs without a lower loss after which training is over; 0: training is never over.
  explicit EarlyStopping(std::int64_t patience);
  ~EarlyStopping();

  // Notes the loss that the weights have after `step` steps; to be called once per epoch.
  void note(std::int64_t step, double loss, const std::vector<at::Tensor>& weights);
  bool over() const;
  std::int64_t best_step() const;
  // Copies the weights of the best epoch into `weights`.
  void put_best(std::vector<at::Tensor> weights) const;

  // Everything noted so far, as tensors, and back. Throws Error (model), naming `where`, where the tensors do not fit
  // the weights.
  std::vector<Tensor> state() const;
  void restore(const std::vector<Tensor>& state, const std::vector<at::Tensor>& weights, const std::string& where);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matroute
