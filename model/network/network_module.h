// The network in libtorch: what is learned, and how numbers go through it. For the sources of network.h and
// decoding_session.h.
#pragma once

#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

#include "chem/synthesis.h"
#include "model/network/network_data.h"
#include "model/network/target_encoding.h"
#include "model/tensors/dropout.h"

namespace matroute {

// Copies of the values, which gradients need after the vector is gone.
at::Tensor tensor_of(const std::vector<float>& values, std::initializer_list<std::int64_t> shape);
at::Tensor tensor_of(const std::vector<std::int64_t>& values, std::initializer_list<std::int64_t> shape);

// One pre-norm layer of a set transformer: attention among the tokens, then a perceptron on each.
struct EncoderLayer : torch::nn::Module {
  EncoderLayer(std::int64_t width, std::int64_t head_count);

  // x [B, T, width], mask [B, 1, 1, T] added to the attention's logits.
  torch::Tensor forward(torch::Tensor x, const torch::Tensor& mask, const Dropout& dropout, bool training);

  std::int64_t heads;
  torch::nn::LayerNorm attention_norm{nullptr}, perceptron_norm{nullptr};
  torch::nn::Linear attention_in{nullptr}, attention_out{nullptr}, perceptron_in{nullptr}, perceptron_out{nullptr};
};

// Vectors of precursors: keys, and bias by method, score a precursor that may be chosen; `chosen` is added to the
// decoder's hidden layer once the precursor is chosen.
struct MaterialVectors {
  torch::Tensor keys;    // [M + 1, width], divided by sqrt(width); the last row is "no more precursors"
  torch::Tensor bias;    // [methods, M + 1]
  torch::Tensor chosen;  // [M, hidden]
};

// What the decoder knows of a target before any choice.
struct EncodedTargets {
  torch::Tensor method_log_probabilities;  // [B, methods]
  torch::Tensor slots;                     // [B, tokens + 1, hidden]; row 0 of a target is "beyond the slots"
};

// The rows that the decoder's first layer sums: a state's slot, its method, and each precursor chosen.
struct DecoderTable {
  torch::Tensor rows;                    // [., hidden]
  std::vector<std::int64_t> first_slot;  // by target: the row of "beyond the slots", before those of its tokens
  std::int64_t first_method = 0;
  std::int64_t first_material = 0;
};

struct NetworkModule : torch::nn::Module {
  explicit NetworkModule(const NetworkShape& s);

  torch::ScalarType type() const { return end_key.scalar_type(); }
  torch::Tensor number(const torch::Tensor& x) const { return x.to(end_key.device(), type()); }
  torch::Tensor index(const torch::Tensor& x) const { return x.to(end_key.device()); }

  EncodedTargets encode(const TargetBatch& batch, bool training);

  MaterialVectors materials(const MaterialBatch& batch, bool training);

  // slots: [., hidden], EncodedTargets::slots of all targets one below the other.
  DecoderTable decoder_table(const torch::Tensor& slots, std::vector<std::int64_t> first_slot,
                             const torch::Tensor& chosen);

  // The hidden vectors that queries are made from: [states, hidden], or without training [whole_blocks(states), hidden]
  // with the padding behind the states.
  torch::Tensor decode(const DecoderTable& table, const StateBatch& states, bool training);

  NetworkShape shape;
  Dropout dropout;
  double identity_dropout = 0.0;
  torch::Tensor target_mean, target_scale, material_mean, material_scale;
  torch::nn::Embedding element{nullptr}, method_in{nullptr};
  torch::nn::Linear token_in{nullptr}, target_in{nullptr}, method_out{nullptr}, material_in{nullptr},
      material_key{nullptr}, material_chosen{nullptr}, material_bias{nullptr}, slot_in{nullptr}, pool_in{nullptr},
      decoder_hidden{nullptr}, query{nullptr};
  std::vector<std::shared_ptr<EncoderLayer>> layers;
  torch::nn::LayerNorm encoded_norm{nullptr};
  torch::Tensor identity_key, identity_bias, end_key, end_bias, beyond;
};

}  // namespace matroute
