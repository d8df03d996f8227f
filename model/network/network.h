// The generative network: a set encoder over a target's elements, and scores of precursors for the next choice given
// those already chosen.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/network/material_encoding.h"
#include "model/network/network_data.h"
#include "model/network/target_encoding.h"
#include "model/tensors/device.h"
#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}

namespace matroute {

struct NetworkModule;

class RouteNetwork {
 public:
  // Random weights that depend on nothing but shape and seed.
  RouteNetwork(const NetworkShape& shape, std::uint64_t seed);
  ~RouteNetwork();
  RouteNetwork(RouteNetwork&&) noexcept;
  RouteNetwork& operator=(RouteNetwork&&) noexcept;

  const NetworkShape& shape() const;
  // Training only: share of activations, and of precursor identities, that are dropped.
  void set_dropout(double activations, double identities);
  // Training only: the draws of dropout that follow depend on nothing but the seed.
  void seed_dropout(std::uint64_t seed);
  // Mean and 1 / standard deviation of target features and of material features.
  void set_scales(std::span<const float> target_mean, std::span<const float> target_scale,
                  std::span<const float> material_mean, std::span<const float> material_scale);

  // Every trainable tensor, in a fixed order.
  std::vector<at::Tensor> parameters() const;
  void to_double();  // for tests of gradients
  void to_device(const Device& device);
  bool on_gpu() const;

  // Computes log-probabilities of methods, shape [targets, methods], and scores, which are unnormalised
  // log-probabilities of shape [states, materials + 1]; both with gradients.
  void forward(const TargetBatch& targets, const MaterialBatch& materials, const StateBatch& states, bool training,
               at::Tensor& method_log_probabilities, at::Tensor& scores) const;

  // The weights by name, and back into the network. Throws Error (model), naming `where`, unless names, types and
  // shapes fit.
  std::vector<Tensor> weights() const;
  void set_weights(const std::vector<Tensor>& weights, const std::string& where);

 private:
  friend class DecodingSession;
  friend class MaterialTable;
  std::shared_ptr<NetworkModule> module_;  // never null, and of this network alone
};

}  // namespace matroute
