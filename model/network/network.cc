// The network in libtorch.
#include "model/network/network.h"

#include <torch/torch.h>

#include <cmath>
#include <map>
#include <optional>

#include "base/parallel_for.h"
#include "model/tensors/dropout.h"
#include "model/tensors/row_products.h"
#include "model/tensors/torch_tensors.h"

namespace matroute {
namespace {

namespace nn = torch::nn;
constexpr std::int64_t kMethods = static_cast<std::int64_t>(kMethodNames.size());
constexpr std::int64_t kElementRows = static_cast<std::int64_t>(kElementCount) + 1;
// Materials that one thread encodes at a time: a multiple of kProductBlock.
constexpr std::int64_t kMaterialsAtOnce = 512;

// Copies the values, which gradients need after the vector is gone.
torch::Tensor tensor_of(const std::vector<float>& values, std::initializer_list<std::int64_t> shape) {
  return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat32).clone();
}

torch::Tensor tensor_of(const std::vector<std::int64_t>& values, std::initializer_list<std::int64_t> shape) {
  return torch::from_blob(const_cast<std::int64_t*>(values.data()), shape, torch::kInt64).clone();
}

// One pre-norm layer of a set transformer: attention among the tokens, then a perceptron on each.
struct EncoderLayer : nn::Module {
  EncoderLayer(std::int64_t width, std::int64_t head_count) : heads(head_count) {
    attention_norm = register_module("attention_norm", nn::LayerNorm(nn::LayerNormOptions({width})));
    attention_in = register_module("attention_in", nn::Linear(width, 3 * width));
    attention_out = register_module("attention_out", nn::Linear(width, width));
    perceptron_norm = register_module("perceptron_norm", nn::LayerNorm(nn::LayerNormOptions({width})));
    perceptron_in = register_module("perceptron_in", nn::Linear(width, 2 * width));
    perceptron_out = register_module("perceptron_out", nn::Linear(2 * width, width));
  }

  // x [B, T, width], mask [B, 1, 1, T] added to the attention's logits.
  torch::Tensor forward(torch::Tensor x, const torch::Tensor& mask, const Dropout& dropout, bool training) {
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

  std::int64_t heads;
  nn::LayerNorm attention_norm{nullptr}, perceptron_norm{nullptr};
  nn::Linear attention_in{nullptr}, attention_out{nullptr}, perceptron_in{nullptr}, perceptron_out{nullptr};
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

struct NetworkModule : nn::Module {
  explicit NetworkModule(const NetworkShape& s) : shape(s) {
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

  torch::ScalarType type() const { return end_key.scalar_type(); }
  torch::Tensor number(const torch::Tensor& x) const { return x.to(end_key.device(), type()); }
  torch::Tensor index(const torch::Tensor& x) const { return x.to(end_key.device()); }

  EncodedTargets encode(const TargetBatch& batch, bool training) {
    const auto features = number(tensor_of(batch.features, {batch.targets, target_mean.size(0)}));
    const auto pool = linear_by_blocks(*target_in, (features - target_mean) * target_scale).unsqueeze(1);
    const auto elements = index(tensor_of(batch.elements, {batch.targets, batch.tokens}));
    const auto numbers = number(
        tensor_of(batch.token_features, {batch.targets, batch.tokens, static_cast<std::int64_t>(kTokenFeatures)}));
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

  MaterialVectors materials(const MaterialBatch& batch, bool training) {
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

  // slots: [., hidden], EncodedTargets::slots of all targets one below the other.
  DecoderTable decoder_table(const torch::Tensor& slots, std::vector<std::int64_t> first_slot,
                             const torch::Tensor& chosen) {
    const auto first_method = slots.size(0);
    const auto rows = torch::cat({slots, method_in->weight, chosen}, 0);
    return {rows, std::move(first_slot), first_method, first_method + kMethods};
  }

  // The hidden vectors that queries are made from: [states, hidden], or without training [whole_blocks(states), hidden]
  // with the padding behind the states.
  torch::Tensor decode(const DecoderTable& table, const StateBatch& states, bool training) {
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

  NetworkShape shape;
  Dropout dropout;
  double identity_dropout = 0.0;
  torch::Tensor target_mean, target_scale, material_mean, material_scale;
  nn::Embedding element{nullptr}, method_in{nullptr};
  nn::Linear token_in{nullptr}, target_in{nullptr}, method_out{nullptr}, material_in{nullptr}, material_key{nullptr},
      material_chosen{nullptr}, material_bias{nullptr}, slot_in{nullptr}, pool_in{nullptr}, decoder_hidden{nullptr},
      query{nullptr};
  std::vector<std::shared_ptr<EncoderLayer>> layers;
  nn::LayerNorm encoded_norm{nullptr};
  torch::Tensor identity_key, identity_bias, end_key, end_bias, beyond;
};

// Uniform within 1 / sqrt(inputs) for linear layers, small normal numbers for tables, 1 and 0 for norms and biases.
void initialise(const std::string& name, torch::Tensor& parameter, const std::optional<at::Generator>& generator) {
  if (name.ends_with("bias")) {
    parameter.zero_();
  } else if (name.find("norm") != std::string::npos) {
    parameter.fill_(1.0);
  } else if (name.starts_with("element") || name.starts_with("method_in")) {
    parameter.normal_(0.0, 0.1, generator);
  } else if (name == "identity_key" || name == "end_key" || name == "beyond") {
    parameter.normal_(0.0, 0.02, generator);
  } else {
    const double bound = 1.0 / std::sqrt(static_cast<double>(parameter.size(1)));
    parameter.uniform_(-bound, bound, generator);
  }
}

}  // namespace

struct RouteNetwork::Impl {
  explicit Impl(const NetworkShape& shape) : module(std::make_shared<NetworkModule>(shape)) {}
  std::shared_ptr<NetworkModule> module;
};

RouteNetwork::RouteNetwork(const NetworkShape& shape, std::uint64_t seed) : impl_(std::make_unique<Impl>(shape)) {
  do_without_onednn();
  const torch::NoGradGuard no_gradient;
  seed_dropout(seed);
  auto& generator = impl_->module->dropout.generator;
  for (auto& item : impl_->module->named_parameters()) initialise(item.key(), item.value(), generator);
}

void RouteNetwork::seed_dropout(std::uint64_t seed) {
  auto& dropout = impl_->module->dropout;
  if (impl_->module->end_key.is_cuda()) {
    dropout.generator.reset();
    torch::manual_seed(seed);
    return;
  }
  dropout.seed(seed);
}

RouteNetwork::~RouteNetwork() = default;
RouteNetwork::RouteNetwork(RouteNetwork&&) noexcept = default;
RouteNetwork& RouteNetwork::operator=(RouteNetwork&&) noexcept = default;

const NetworkShape& RouteNetwork::shape() const { return impl_->module->shape; }

void RouteNetwork::set_dropout(double activations, double identities) {
  impl_->module->dropout.share = activations;
  impl_->module->identity_dropout = identities;
}

void RouteNetwork::set_scales(std::span<const float> target_mean, std::span<const float> target_scale,
                              std::span<const float> material_mean, std::span<const float> material_scale) {
  NetworkModule& module = *impl_->module;
  copy_into(module.target_mean, target_mean);
  copy_into(module.target_scale, target_scale);
  copy_into(module.material_mean, material_mean);
  copy_into(module.material_scale, material_scale);
}

std::vector<at::Tensor> RouteNetwork::parameters() const { return impl_->module->parameters(); }
void RouteNetwork::to_double() { impl_->module->to(torch::kFloat64); }
bool RouteNetwork::on_gpu() const { return impl_->module->end_key.is_cuda(); }
void RouteNetwork::to_device(const Device& device) {
  impl_->module->to(device.cuda ? torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(device.index))
                                : torch::Device(torch::kCPU));
}

void RouteNetwork::forward(const TargetBatch& targets, const MaterialBatch& materials, const StateBatch& states,
                           bool training, at::Tensor& method_log_probabilities, at::Tensor& scores) const {
  const EncodedTargets encoded = impl_->module->encode(targets, training);
  const MaterialVectors vectors = impl_->module->materials(materials, training);
  method_log_probabilities = encoded.method_log_probabilities;
  std::vector<std::int64_t> first_slot;
  for (std::int64_t t = 0; t < targets.targets; ++t) first_slot.push_back(t * encoded.slots.size(1));
  const auto slots = encoded.slots.view({-1, shape().hidden});
  const auto table = impl_->module->decoder_table(slots, std::move(first_slot), vectors.chosen);
  const auto method = impl_->module->index(tensor_of(states.method, {states.states()}));
  const auto queries =
      impl_->module->query(impl_->module->decode(table, states, training)).slice(0, 0, states.states());
  scores = torch::matmul(queries, vectors.keys.t()) + vectors.bias.index_select(0, method);
}

std::vector<Tensor> RouteNetwork::weights() const { return weights_of(*impl_->module); }
void RouteNetwork::set_weights(const std::vector<Tensor>& weights, const std::string& where) {
  set_weights_of(*impl_->module, weights, where);
}

// A state's score of a precursor is key * (W h + b) + bias of the method, with the layer W, b of the query and the
// state's hidden vector h: (key W) h + key b + bias. Keys hold key W, and behind it key b + bias by method, which a
// one-hot method behind h picks.
struct MaterialTable::Impl {
  torch::Tensor chosen;  // [M, hidden]
  torch::Tensor keys;    // [M + 1, hidden + methods]
};

namespace {

// The rows from `first` to before `first + count`.
MaterialBatch part_of(const MaterialBatch& materials, std::int64_t first, std::int64_t count) {
  const auto width = static_cast<std::ptrdiff_t>(material_feature_count());
  const auto features = materials.features.begin() + first * width;
  const auto identity = materials.identity.begin() + first;
  return {{features, features + count * width}, {identity, identity + count}};
}

}  // namespace

// Materials are encoded in pieces of a fixed size, each on one thread, so that the numbers do not depend on the number
// of threads.
MaterialTable::MaterialTable(const RouteNetwork& network, const MaterialBatch& materials) {
  NetworkModule& module = *network.impl_->module;
  const std::int64_t count = materials.materials();
  const std::int64_t pieces = std::max<std::int64_t>((count + kMaterialsAtOnce - 1) / kMaterialsAtOnce, 1);
  std::vector<torch::Tensor> chosen(static_cast<std::size_t>(pieces));
  std::vector<torch::Tensor> keys(static_cast<std::size_t>(pieces));
  parallel_for(static_cast<std::size_t>(pieces), 1, [&](std::size_t p) {
    const c10::InferenceMode inference;
    const auto first = static_cast<std::int64_t>(p) * kMaterialsAtOnce;
    const std::int64_t size = std::min(kMaterialsAtOnce, count - first);
    const MaterialVectors vectors = module.materials(part_of(materials, first, size), false);
    const auto folded = product_by_blocks(vectors.keys, module.query->weight);
    const auto bias = vectors.bias.t() + (vectors.keys * module.query->bias).sum(1, true);
    chosen[p] = vectors.chosen;
    // The row of "no more precursors" stands behind every piece; only that of the last piece is kept.
    keys[p] = torch::cat({folded, bias}, 1).slice(0, 0, first + size < count ? size : size + 1);
  });
  const c10::InferenceMode inference;
  impl_ = std::make_unique<Impl>(Impl{torch::cat(chosen, 0), torch::cat(keys, 0)});
}
MaterialTable::~MaterialTable() = default;
MaterialTable::MaterialTable(MaterialTable&&) noexcept = default;

struct DecodingSession::Impl {
  NetworkModule& module;
  torch::Tensor method_log_probabilities;
  DecoderTable table;
  torch::Tensor keys;     // [hidden + methods, whole_blocks(columns + 1)]: of MaterialTable::Impl, transposed
  torch::Tensor one_hot;  // [methods, methods], by method
};

namespace {

// Targets of one number of elements. Their own number is made even by repeating the last one, since products of a
// single target are rounded in another way.
struct LengthGroup {
  std::vector<const TargetEncoding*> targets;
  std::vector<std::int64_t> positions;  // of the targets without the repeated one
};

std::map<std::size_t, LengthGroup> group_by_length(std::span<const TargetEncoding* const> targets) {
  std::map<std::size_t, LengthGroup> groups;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    LengthGroup& group = groups[targets[t]->elements.size()];
    group.targets.push_back(targets[t]);
    group.positions.push_back(static_cast<std::int64_t>(t));
  }
  for (auto& [length, group] : groups) {
    if (group.targets.size() % 2 != 0) group.targets.push_back(group.targets.back());
  }
  return groups;
}

// The encoded targets of a session, in their order.
struct EncodedBatch {
  torch::Tensor method_log_probabilities;  // [targets, methods]
  torch::Tensor slots;                     // [., hidden]
  std::vector<std::int64_t> first_slot;    // by target: its first row of slots
};

// Encodes targets of one length together and without padding, so that the numbers of a target do not depend on the
// lengths of other targets.
EncodedBatch encode_by_length(NetworkModule& module, std::span<const TargetEncoding* const> targets) {
  EncodedBatch all;
  all.first_slot.resize(targets.size());
  std::vector<torch::Tensor> methods;
  std::vector<torch::Tensor> slots;
  std::vector<std::int64_t> row_of(targets.size());  // by target: its row among those of log-probabilities
  std::int64_t method_rows = 0;
  std::int64_t slot_rows = 0;
  for (const auto& [length, group] : group_by_length(targets)) {
    const EncodedTargets encoded = module.encode(batch_targets(group.targets), false);
    const std::int64_t slots_each = encoded.slots.size(1);
    for (std::size_t i = 0; i < group.positions.size(); ++i) {
      const auto t = static_cast<std::size_t>(group.positions[i]);
      row_of[t] = method_rows + static_cast<std::int64_t>(i);
      all.first_slot[t] = slot_rows + static_cast<std::int64_t>(i) * slots_each;
    }
    methods.push_back(encoded.method_log_probabilities);
    slots.push_back(encoded.slots.reshape({-1, module.shape.hidden}));
    method_rows += methods.back().size(0);
    slot_rows += slots.back().size(0);
  }
  const auto rows = module.index(tensor_of(row_of, {static_cast<std::int64_t>(row_of.size())}));
  all.method_log_probabilities = torch::cat(methods, 0).index_select(0, rows);
  all.slots = torch::cat(slots, 0);
  return all;
}

}  // namespace

DecodingSession::DecodingSession(const RouteNetwork& network, const MaterialTable& table,
                                 std::span<const TargetEncoding* const> targets,
                                 std::span<const std::int64_t> columns) {
  const c10::InferenceMode inference;
  NetworkModule& module = *network.impl_->module;
  const MaterialTable::Impl& all = *table.impl_;
  const auto count = static_cast<std::int64_t>(columns.size());
  const auto width = whole_blocks(count + 1);
  std::vector<std::int64_t> rows(columns.begin(), columns.end());
  rows.resize(static_cast<std::size_t>(width), all.keys.size(0) - 1);  // "no more precursors", also as padding
  const auto keys = module.index(tensor_of(rows, {width}));
  EncodedBatch encoded = encode_by_length(module, targets);
  const auto chosen = all.chosen.index_select(0, keys.slice(0, 0, count));
  impl_ = std::make_unique<Impl>(Impl{module, encoded.method_log_probabilities,
                                      module.decoder_table(encoded.slots, std::move(encoded.first_slot), chosen),
                                      all.keys.index_select(0, keys).t(), torch::eye(kMethods, all.keys.options())});
}
DecodingSession::~DecodingSession() = default;
DecodingSession::DecodingSession(DecodingSession&&) noexcept = default;

namespace {

std::vector<float> floats_of(const torch::Tensor& tensor) {
  const auto values = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

}  // namespace

std::vector<float> DecodingSession::method_log_probabilities() const {
  const c10::InferenceMode inference;
  return floats_of(impl_->method_log_probabilities);
}

StateScores DecodingSession::scores(const StateBatch& states) const {
  const c10::InferenceMode inference;
  NetworkModule& module = impl_->module;
  std::vector<std::int64_t> methods = states.method;
  methods.resize(static_cast<std::size_t>(whole_blocks(states.states())), 0);
  const auto rows = static_cast<std::int64_t>(methods.size());
  const auto method = impl_->one_hot.index_select(0, module.index(tensor_of(methods, {rows})));
  const auto hidden = torch::cat({module.decode(impl_->table, states, false), method}, 1);
  StateScores scores;
  scores.width = static_cast<std::size_t>(impl_->keys.size(1));
  scores.values.resize(methods.size() * scores.width);
  auto written = torch::from_blob(scores.values.data(), {rows, impl_->keys.size(1)}, torch::kFloat32);
  if (impl_->keys.is_cpu() && module.type() == torch::kFloat32)
    at::mm_out(written, hidden, impl_->keys);
  else
    written.copy_(torch::matmul(hidden, impl_->keys));
  return scores;
}

}  // namespace matroute
