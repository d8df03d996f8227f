// The generative network: a set encoder over a target's elements, and scores of precursors for the next choice given
// those already chosen.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/network/material_encoding.h"
#include "model/network/target_encoding.h"
#include "model/tensors/device.h"
#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}

namespace matroute {

// The numbers that fix the shapes of all weights.
struct NetworkShape {
  std::int64_t materials = 0;  // of the vocabulary
  std::int64_t width = 128;    // of tokens and precursor vectors
  std::int64_t layers = 2;     // of the encoder
  std::int64_t heads = 4;      // divides width
  std::int64_t hidden = 128;   // of the decoder
};

// Precursors in numbers. Row j of the batch is column j of all scores; the last column, materials(), is "no more
// precursors".
struct MaterialBatch {
  std::vector<float> features;         // [materials, material_feature_count()]
  std::vector<std::int64_t> identity;  // id in the vocabulary; -1: not in the vocabulary
  std::int64_t materials() const { return static_cast<std::int64_t>(identity.size()); }
};

// States of the decoder: which target, which slot, by which method, after which precursors.
struct StateBatch {
  std::vector<std::int64_t> target;  // row of the target batch
  std::vector<std::int64_t> slot;    // token; -1: beyond the slots, where any precursor or none may follow
  std::vector<std::int64_t> method;  // number of the method, as in kMethodNames
  // Columns of the material batch: those of state i are chosen[chosen_ptr[i]] to before chosen[chosen_ptr[i + 1]].
  std::vector<std::int64_t> chosen_ptr = {0};  // states + 1
  std::vector<std::int64_t> chosen;
  std::int64_t states() const { return static_cast<std::int64_t>(target.size()); }
};

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
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The decoder's vectors of precursors, worked out once for all sessions.
class MaterialTable {
 public:
  MaterialTable(const RouteNetwork& network, const MaterialBatch& materials);
  ~MaterialTable();
  MaterialTable(MaterialTable&&) noexcept;
  MaterialTable(const MaterialTable&) = delete;

 private:
  friend class DecodingSession;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Scores by state: those of state i begin at values[i * width], one number per column, then that of "no more
// precursors", then padding.
struct StateScores {
  std::vector<float> values;
  std::size_t width = 0;
};

// One batch of targets, encoded once and scored step by step. For use by one thread. On one machine every number of a
// target is the same, bit for bit, whichever other targets and columns the session has.
class DecodingSession {
 public:
  // targets: at least one. columns: rows of the table that can be chosen, in the order of the scores' columns.
  DecodingSession(const RouteNetwork& network, const MaterialTable& table,
                  std::span<const TargetEncoding* const> targets, std::span<const std::int64_t> columns);
  ~DecodingSession();
  DecodingSession(DecodingSession&&) noexcept;
  DecodingSession(const DecodingSession&) = delete;

  // Shape: [targets, methods]
  std::vector<float> method_log_probabilities() const;
  // states.chosen holds positions among the columns of the session.
  StateScores scores(const StateBatch& states) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matroute
