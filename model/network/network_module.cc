// Encoder and decoder.
#include "model/network/network_module.h"

#include <torch/torch.h>

#include <cmath>

#include "model/network/material_encoding.h"
#include "model/tensors/row_products.h"

namespace matroute {
namespace {

namespace nn = torch::nn;
constexpr std::int64_t kMethods = static_cast<std::int64_t>(kMethodNames.size());
constexpr std::int64_t kElementRows = static_cast<std::int64_t>(kElementCount) + 1;

}  // namespace

at::Tensor tensor_of(const std::vector<float>& values, std::initializer_list<std::int64_t> shape) {
  return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat32).clone();
}

at::Tensor tensor_of(const std::vector<std::int64_t>& values, std::initializer_list<std::int64_t> shape) {
  return torch::from_blob(const_cast<std::int64_t*>(values.data()), shape, torch::kInt64).clone();
}

EncoderLayer::EncoderLayer(std::int64_t width, std::int64_t head_count) : heads(head_count) {
  attention_norm = register_module("attention_norm", nn::LayerNorm(nn::LayerNormOptions({width})));
  attention_in = register_module("attention_in", nn::Linear(width, 3 * width));
  attention_out = register_module("attention_out", nn::Linear(width, width));
  perceptron_norm = register_module("perceptron_norm", nn::LayerNorm(nn::LayerNormOptions({width})));
  perceptron_in = register_module("perceptron_in", nn::Linear(width, 2 * width));
  perceptron_out = register_module("perceptron_out", nn::Linear(2 * width, width));
}

torch::Tensor EncoderLayer::forward(torch::Tensor x, const torch::Tensor& mask, const Dropout& dropout, bool training) {
  const auto batch = x.size(0);
  const auto tokens = x.size(1);
  const auto width = x.size(2);
  const std::int64_t per_head = width / heads;
  const auto parts = linear_by_blocks(*attention_in, attention_norm(x))
                         .view({batch, tokens, 3, heads, per_head})
                         .permute({2, 0, 3, 1, 4});
  const auto logits =
      torch::matmul(parts[0], parts[1].transpose(-1, -2)) / std::sqrt(static_cast<double>(per_head)) + mask;
  const auto mixed =
      torch::matmul(torch::softmax(logits, -1), parts[2]).permute({0, 2, 1, 3}).reshape({batch, tokens, width});
  x = x + dropout(linear_by_blocks(*attention_out, mixed), training);
  const auto hidden = torch::gelu(linear_by_blocks(*perceptron_in, perceptron_norm(x)));
  return x + dropout(linear_by_blocks(*perceptron_out, hidden), training);
}

NetworkModule::NetworkModule(const NetworkShape& s) : shape(s) {
  const auto token_numbers = static_cast<std::int64_t>(kTokenFeatures);
  const auto target_numbers = static_cast<std::int64_t>(target_feature_count());
  const auto material_numbers = static_cast<std::int64_t>(material_feature_count());
  target_mean = register_buffer("target_mean", torch::zeros({target_numbers}));
  target_scale = register_buffer("target_scale", torch::ones({target_numbers}));
  material_mean = register_buffer("material_mean", torch::zeros({material_numbers}));
  material_scale = register_buffer("material_scale", torch::ones({material_numbers}));
  element = register_module("element", nn::Embedding(nn::EmbeddingOptions(kElementRows, s.width)));
  token_in = register_module("token_in", nn::Linear(token_numbers, s.width));
  target_in = register_module("target_in", nn::Linear(target_numbers, s.width));
  for (std::int64_t i = 0; i < s.layers; ++i) {
    layers.push_back(register_module("layer" + std::to_string(i), std::make_shared<EncoderLayer>(s.width, s.heads)));
  }
  encoded_norm = register_module("encoded_norm", nn::LayerNorm(nn::LayerNormOptions({s.width})));
  method_out = register_module("method_out", nn::Linear(s.width, kMethods));
  material_in = register_module("material_in", nn::Linear(material_numbers, s.hidden));
  material_key = register_module("material_key", nn::Linear(s.hidden, s.width));
  material_chosen = register_module("material_chosen", nn::Linear(nn::LinearOptions(s.hidden, s.hidden).bias(false)));
  material_bias = register_module("material_bias", nn::Linear(s.hidden, kMethods));
  identity_key = register_parameter("identity_key", torch::zeros({s.materials, s.width}));
  identity_bias = register_parameter("identity_bias", torch::zeros({s.materials, kMethods}));
  end_key = register_parameter("end_key", torch::zeros({1, s.width}));
  end_bias = register_parameter("end_bias", torch::zeros({kMethods, 1}));
  slot_in = register_module("slot_in", nn::Linear(s.width, s.hidden));
  pool_in = register_module("pool_in", nn::Linear(nn::LinearOptions(s.width, s.hidden).bias(false)));
  beyond = register_parameter("beyond", torch::zeros({s.width}));
  method_in = register_module("method_in", nn::Embedding(nn::EmbeddingOptions(kMethods, s.hidden)));
  decoder_hidden = register_module("decoder_hidden", nn::Linear(s.hidden, s.hidden));
  query = register_module("query", nn::Linear(s.hidden, s.width));
}

EncodedTargets NetworkModule::encode(const TargetBatch& batch, bool training) {
  const auto features = number(tensor_of(batch.features, {batch.targets, target_mean.size(0)}));
  const auto pool = linear_by_blocks(*target_in, (features - target_mean) * target_scale).unsqueeze(1);
  const auto elements = index(tensor_of(batch.elements, {batch.targets, batch.tokens}));
  const auto numbers =
      number(tensor_of(batch.token_features, {batch.targets, batch.tokens, static_cast<std::int64_t>(kTokenFeatures)}));
  auto x = torch::cat({pool, element(elements) + linear_by_blocks(*token_in, numbers)}, 1);
  const auto padded = torch::cat({torch::zeros_like(elements.slice(1, 0, 1), torch::kBool), elements.eq(0)}, 1);
  const auto mask = torch::zeros_like(padded, x.options()).masked_fill(padded, -1e9).view({batch.targets, 1, 1, -1});
  x = dropout(x, training);
  for (const auto& layer : layers) x = layer->forward(x, mask, dropout, training);
  x = encoded_norm(x);
  EncodedTargets encoded;
  const auto pooled = x.select(1, 0);
  encoded.method_log_probabilities = torch::log_softmax(linear_by_blocks(*method_out, pooled), -1);
  const auto tokens = torch::cat({beyond.expand({batch.targets, 1, -1}), x.slice(1, 1)}, 1);
  encoded.slots = linear_by_blocks(*slot_in, tokens) + linear_by_blocks(*pool_in, pooled).unsqueeze(1);
  return encoded;
}

MaterialVectors NetworkModule::materials(const MaterialBatch& batch, bool training) {
  auto numbers = number(tensor_of(batch.features, {batch.materials(), material_mean.size(0)}));
  numbers = (numbers - material_mean) * material_scale;
  const auto ids = index(tensor_of(batch.identity, {batch.materials()}));
  auto known = ids.ge(0).to(type()).unsqueeze(1);
  if (training && identity_dropout > 0.0)
    known = known * torch::empty_like(known).bernoulli_(1.0 - identity_dropout, dropout.generator);
  const auto counts = static_cast<std::int64_t>(kMaterialCountFeatures);
  const auto split = numbers.size(1) - counts;
  numbers = torch::cat({numbers.slice(1, 0, split), numbers.slice(1, split) * known}, 1);
  const auto x = dropout(torch::gelu(linear_by_blocks(*material_in, numbers)), training);
  const auto rows = ids.clamp_min(0);
  MaterialVectors vectors;
  vectors.keys =
      torch::cat({linear_by_blocks(*material_key, x) + identity_key.index_select(0, rows) * known, end_key}, 0) /
      std::sqrt(static_cast<double>(shape.width));
  const auto bias = linear_by_blocks(*material_bias, x) + identity_bias.index_select(0, rows) * known;
  vectors.bias = torch::cat({bias.t(), end_bias}, 1);
  vectors.chosen = linear_by_blocks(*material_chosen, x);
  return vectors;
}

DecoderTable NetworkModule::decoder_table(const torch::Tensor& slots, std::vector<std::int64_t> first_slot,
                                          const torch::Tensor& chosen) {
  const auto first_method = slots.size(0);
  const auto rows = torch::cat({slots, method_in->weight, chosen}, 0);
  return {rows, std::move(first_slot), first_method, first_method + kMethods};
}

torch::Tensor NetworkModule::decode(const DecoderTable& table, const StateBatch& states, bool training) {
  std::vector<std::int64_t> rows;
  std::vector<std::int64_t> ptr = {0};
  for (std::size_t i = 0; i < states.target.size(); ++i) {
    rows.push_back(table.first_slot[static_cast<std::size_t>(states.target[i])] + states.slot[i] + 1);
    rows.push_back(table.first_method + states.method[i]);
    for (auto c = states.chosen_ptr[i]; c < states.chosen_ptr[i + 1]; ++c)
      rows.push_back(table.first_material + states.chosen[static_cast<std::size_t>(c)]);
    ptr.push_back(static_cast<std::int64_t>(rows.size()));
  }
  // Training has no padding, since the draws of dropout depend on the number of rows.
  const std::int64_t padded = training ? states.states() : whole_blocks(states.states());
  ptr.resize(static_cast<std::size_t>(padded) + 1, ptr.back());
  const auto row_tensor = index(tensor_of(rows, {static_cast<std::int64_t>(rows.size())}));
  const auto ptr_tensor = index(tensor_of(ptr, {static_cast<std::int64_t>(ptr.size())}));
  auto hidden = std::get<0>(torch::embedding_bag(table.rows, row_tensor, ptr_tensor, false, 0, false, {}, true));
  hidden = dropout(torch::gelu(hidden), training);
  return hidden + dropout(torch::gelu(decoder_hidden(hidden)), training);
}

}  // namespace matroute
