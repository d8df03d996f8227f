// Weights, devices and the pass of training.
#include "model/network/network.h"

#include <torch/torch.h>

#include <cmath>
#include <optional>

#include "model/network/network_module.h"
#include "model/tensors/torch_tensors.h"

namespace matroute {
namespace {

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

RouteNetwork::RouteNetwork(const NetworkShape& shape, std::uint64_t seed)
    : module_(std::make_shared<NetworkModule>(shape)) {
  do_without_onednn();
  const torch::NoGradGuard no_gradient;
  seed_dropout(seed);
  auto& generator = module_->dropout.generator;
  for (auto& item : module_->named_parameters()) initialise(item.key(), item.value(), generator);
}

void RouteNetwork::seed_dropout(std::uint64_t seed) {
  auto& dropout = module_->dropout;
  if (module_->end_key.is_cuda()) {
    dropout.generator.reset();
    torch::manual_seed(seed);
    return;
  }
  dropout.seed(seed);
}

RouteNetwork::~RouteNetwork() = default;
RouteNetwork::RouteNetwork(RouteNetwork&&) noexcept = default;
RouteNetwork& RouteNetwork::operator=(RouteNetwork&&) noexcept = default;

const NetworkShape& RouteNetwork::shape() const { return module_->shape; }

void RouteNetwork::set_dropout(double activations, double identities) {
  module_->dropout.share = activations;
  module_->identity_dropout = identities;
}

void RouteNetwork::set_scales(std::span<const float> target_mean, std::span<const float> target_scale,
                              std::span<const float> material_mean, std::span<const float> material_scale) {
  NetworkModule& module = *module_;
  copy_into(module.target_mean, target_mean);
  copy_into(module.target_scale, target_scale);
  copy_into(module.material_mean, material_mean);
  copy_into(module.material_scale, material_scale);
}

std::vector<at::Tensor> RouteNetwork::parameters() const { return module_->parameters(); }
void RouteNetwork::to_double() { module_->to(torch::kFloat64); }
bool RouteNetwork::on_gpu() const { return module_->end_key.is_cuda(); }
void RouteNetwork::to_device(const Device& device) {
  module_->to(device.cuda ? torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(device.index))
                          : torch::Device(torch::kCPU));
}

void RouteNetwork::forward(const TargetBatch& targets, const MaterialBatch& materials, const StateBatch& states,
                           bool training, at::Tensor& method_log_probabilities, at::Tensor& scores) const {
  const EncodedTargets encoded = module_->encode(targets, training);
  const MaterialVectors vectors = module_->materials(materials, training);
  method_log_probabilities = encoded.method_log_probabilities;
  std::vector<std::int64_t> first_slot;
  for (std::int64_t t = 0; t < targets.targets; ++t) first_slot.push_back(t * encoded.slots.size(1));
  const auto slots = encoded.slots.view({-1, shape().hidden});
  const auto table = module_->decoder_table(slots, std::move(first_slot), vectors.chosen);
  const auto method = module_->index(tensor_of(states.method, {states.states()}));
  const auto queries = module_->query(module_->decode(table, states, training)).slice(0, 0, states.states());
  scores = torch::matmul(queries, vectors.keys.t()) + vectors.bias.index_select(0, method);
}

std::vector<Tensor> RouteNetwork::weights() const { return weights_of(*module_); }
void RouteNetwork::set_weights(const std::vector<Tensor>& weights, const std::string& where) {
  set_weights_of(*module_, weights, where);
}

}  // namespace matroute
