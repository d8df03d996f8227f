// Copies in and out of modules.
#include "model/tensors/torch_tensors.h"

#include <torch/torch.h>

#include <mutex>

#include "base/error.h"

namespace matroute {

void do_without_onednn() {
  static std::once_flag once;
  std::call_once(once, [] { at::globalContext().setUserEnabledMkldnn(false); });
}

std::vector<Tensor> weights_of(const torch::nn::Module& module) {
  std::vector<Tensor> weights;
  const auto add = [&](const std::string& name, const torch::Tensor& tensor) {
    const auto values = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    Tensor copy = Tensor::of<float>(name, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
    copy.shape.assign(values.sizes().begin(), values.sizes().end());
    weights.push_back(std::move(copy));
  };
  for (const auto& item : module.named_parameters()) add(item.key(), item.value());
  for (const auto& item : module.named_buffers()) add(item.key(), item.value());
  return weights;
}

void set_weights_of(torch::nn::Module& module, const std::vector<Tensor>& weights, const std::string& where) {
  const torch::NoGradGuard no_gradient;
  std::size_t expected = 0;
  const auto take = [&](const std::string& name, torch::Tensor& tensor) {
    ++expected;
    const auto stored = std::find_if(weights.begin(), weights.end(), [&](const Tensor& t) { return t.name == name; });
    if (stored == weights.end()) throw Error(ErrorKind::kModel, where + ": lacks the tensor " + name);
    const std::vector<std::int64_t> shape(stored->shape.begin(), stored->shape.end());
    if (stored->type != TensorType::kF32 || tensor.sizes() != c10::IntArrayRef(shape)) {
      throw Error(ErrorKind::kModel,
                  where + ": the tensor " + name + " has not the type and shape that model.json asks for");
    }
    std::vector<float> values(stored->bytes.size() / sizeof(float));
    if (!values.empty()) std::memcpy(values.data(), stored->bytes.data(), stored->bytes.size());
    require_finite(values, name, where);
    tensor.copy_(torch::from_blob(values.data(), shape, torch::kFloat32));
  };
  for (auto& item : module.named_parameters()) take(item.key(), item.value());
  for (auto& item : module.named_buffers()) take(item.key(), item.value());
  if (weights.size() != expected) {
    throw Error(ErrorKind::kModel, where + ": holds " + std::to_string(weights.size()) + " tensors, " +
                                       std::to_string(expected) + " were expected");
  }
}

void copy_into(at::Tensor& tensor, std::span<const float> values) {
  const torch::NoGradGuard no_gradient;
  tensor.copy_(torch::from_blob(const_cast<float*>(values.data()), {static_cast<std::int64_t>(values.size())}));
}

}  // namespace matroute
