// Scoring without gradients.
#include "model/network/decoding_session.h"

#include <torch/torch.h>

#include <map>

#include "base/parallel_for.h"
#include "model/network/network_module.h"
#include "model/tensors/row_products.h"

namespace matroute {
namespace {

constexpr std::int64_t kMethods = static_cast<std::int64_t>(kMethodNames.size());
// Materials that one thread encodes at a time: a multiple of kProductBlock.
constexpr std::int64_t kMaterialsAtOnce = 512;

}  // namespace

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
  NetworkModule& module = *network.module_;
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
  NetworkModule& module = *network.module_;
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
