// Re-ranks the sets that were found for a target, and says how likely it is that none of them is the recorded one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/safetensors.h"
#include "model/set_features.h"

namespace at {
class Tensor;
}

namespace matroute {

class Reranker {
 public:
  explicit Reranker(std::uint64_t seed);
  ~Reranker();
  Reranker(Reranker&&) noexcept;
  Reranker& operator=(Reranker&&) noexcept;

  // One probability per set of each list; what is missing to 1 is the probability that none of them is right.
  std::vector<std::vector<double>> probabilities(std::span<const SetList> lists) const;

  // For training. [lists, 1 + longest list] log-probabilities; column 0 is "none of them".
  at::Tensor log_probabilities(std::span<const SetList* const> lists) const;
  std::vector<at::Tensor> parameters() const;
  void set_scales(std::span<const float> set_mean, std::span<const float> set_scale, std::span<const float> list_mean,
                  std::span<const float> list_scale);

  std::vector<Tensor> weights() const;
  // Throws Error (model), naming `where`, unless names, types and shapes fit.
  void set_weights(const std::vector<Tensor>& weights, const std::string& where);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matroute
