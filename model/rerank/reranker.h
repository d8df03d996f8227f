// Re-ranks the sets that were found for a target, and says how likely it is that none of them is the recorded one.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/rerank/set_features.h"
#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}

namespace matroute {

// Corrects the probabilities of a list, by method: their logarithms are multiplied with `sharpness`, `none` is added to
// that of "none of them", and the results are normalised. The default changes nothing.
struct Calibration {
  std::array<float, kMethodCount> sharpness;
  std::array<float, kMethodCount> none{};

  Calibration() { sharpness.fill(1.0F); }
};

class Reranker {
 public:
  explicit Reranker(std::uint64_t seed);
  ~Reranker();
  Reranker(Reranker&&) noexcept;
  Reranker& operator=(Reranker&&) noexcept;

  // One probability per set of each list; 1 minus their sum is the probability that no set of the list is the recorded
  // one.
  std::vector<std::vector<double>> probabilities(std::span<const SetList> lists) const;

  // A new re-ranker is uncalibrated: its calibration is the default, which changes nothing.
  void set_calibration(const Calibration& calibration);

  // For training: log-probabilities with dropout between the layers and without calibration. Shape: [lists, 1 + longest
  // list]; column 0 is "none of them".
  at::Tensor log_probabilities(std::span<const SetList* const> lists) const;
  void set_dropout(double share, std::uint64_t seed);
  std::vector<at::Tensor> parameters() const;
  // Mean and 1 / standard deviation of set features and of list features.
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
