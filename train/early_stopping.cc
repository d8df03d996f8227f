// Keeps the weights of the best epoch.
#include "train/early_stopping.h"

#include <torch/torch.h>

#include "base/error.h"

namespace matroute {

struct EarlyStopping::Impl {
  std::int64_t patience = 0;
  std::int64_t best_step = 0;
  std::int64_t epochs_since = 0;
  double best_loss = 0.0;
  std::vector<torch::Tensor> best;  // weights of the best epoch; empty: no loss was noted yet
};

EarlyStopping::EarlyStopping(std::int64_t patience) : impl_(std::make_unique<Impl>()) { impl_->patience = patience; }
EarlyStopping::~EarlyStopping() = default;

void EarlyStopping::note(std::int64_t step, double loss, const std::vector<at::Tensor>& weights) {
  if (!impl_->best.empty() && !(loss < impl_->best_loss)) {
    ++impl_->epochs_since;
    return;
  }
  impl_->best_step = step;
  impl_->best_loss = loss;
  impl_->epochs_since = 0;
  impl_->best.clear();
  for (const auto& tensor : weights) impl_->best.push_back(tensor.detach().clone());
}

bool EarlyStopping::over() const { return impl_->patience > 0 && impl_->epochs_since >= impl_->patience; }
std::int64_t EarlyStopping::best_step() const { return impl_->best_step; }

void EarlyStopping::put_best(std::vector<at::Tensor> weights) const {
  const torch::NoGradGuard no_gradient;
  for (std::size_t i = 0; i < impl_->best.size(); ++i) weights[i].copy_(impl_->best[i]);
}

std::vector<Tensor> EarlyStopping::state() const {
  const std::vector<std::int64_t> counts{impl_->best_step, impl_->epochs_since};
  std::vector<Tensor> state{Tensor::of<std::int64_t>("stopping", counts),
                            Tensor::of<double>("best_loss", std::span(&impl_->best_loss, 1))};
  for (std::size_t i = 0; i < impl_->best.size(); ++i) {
    const auto values = impl_->best[i].to(torch::kCPU).contiguous();
    state.push_back(Tensor::of<float>("best." + std::to_string(i),
                                      {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())}));
  }
  return state;
}

void EarlyStopping::restore(const std::vector<Tensor>& state, const std::vector<at::Tensor>& weights,
                            const std::string& where) {
  const auto counts = values_of<std::int64_t>(state, "stopping", where);
  const auto loss = values_of<double>(state, "best_loss", where);
  if (counts.size() != 2 || loss.size() != 1) throw Error(ErrorKind::kModel, where + ": no state of early stopping");
  impl_->best_step = counts[0];
  impl_->epochs_since = counts[1];
  impl_->best_loss = loss[0];
  impl_->best.clear();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::string name = "best." + std::to_string(i);
    auto values = values_of<float>(state, name, where);
    if (static_cast<std::int64_t>(values.size()) != weights[i].numel()) {
      throw Error(ErrorKind::kModel, where + ": " + name + " has not the size that this training needs");
    }
    impl_->best.push_back(
        torch::from_blob(values.data(), weights[i].sizes(), torch::kFloat32).clone().to(weights[i].device()));
  }
}

}  // namespace matroute
