// Steps, state and running mean of a training.
#include "train/training_loop.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "base/error.h"

namespace matroute {
namespace {

// Share of the highest learning rate at a step.
double schedule(std::int64_t step, std::int64_t steps, double warm_up) {
  const double at = (static_cast<double>(step) + 1.0) / static_cast<double>(steps);
  if (at < warm_up) return at / warm_up;
  return 0.5 * (1.0 + std::cos(std::numbers::pi * (at - warm_up) / (1.0 - warm_up)));
}

std::vector<torch::optim::OptimizerParamGroup> groups_of(const std::vector<torch::Tensor>& parameters,
                                                         const TrainingLoop::Options& options) {
  std::vector<torch::Tensor> matrices;
  std::vector<torch::Tensor> vectors;
  for (const auto& parameter : parameters) (parameter.dim() >= 2 ? matrices : vectors).push_back(parameter);
  const auto with_decay = [&](double decay) {
    return std::make_unique<torch::optim::AdamWOptions>(
        torch::optim::AdamWOptions(options.learning_rate).weight_decay(decay).betas({0.9, 0.98}));
  };
  return {{matrices, with_decay(options.weight_decay)}, {vectors, with_decay(0.0)}};
}

}  // namespace

struct TrainingLoop::Impl {
  std::vector<torch::Tensor> parameters;
  std::vector<torch::Tensor> averages;
  torch::optim::AdamW optimizer;
  Options options;
  std::int64_t steps = 0;
  std::int64_t done = 0;

  // The moments of AdamW for a parameter. AdamW makes them with its first step; they are made here where they are
  // needed before.
  torch::optim::AdamWParamState& moments(const torch::Tensor& parameter) {
    auto& state = optimizer.state()[parameter.unsafeGetTensorImpl()];
    if (!state) {
      auto fresh = std::make_unique<torch::optim::AdamWParamState>();
      fresh->step(0);
      fresh->exp_avg(torch::zeros_like(parameter, torch::MemoryFormat::Preserve));
      fresh->exp_avg_sq(torch::zeros_like(parameter, torch::MemoryFormat::Preserve));
      state = std::move(fresh);
    }
    auto& moments = static_cast<torch::optim::AdamWParamState&>(*state);
    moments.step(done);
    return moments;
  }

  template <class Visit>
  void for_each_tensor(const Visit& visit) {
    const torch::NoGradGuard no_gradient;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const std::string number = std::to_string(i);
      const auto& adam = moments(parameters[i]);
      visit("weight." + number, parameters[i]);
      visit("average." + number, averages[i]);
      visit("first_moment." + number, adam.exp_avg());
      visit("second_moment." + number, adam.exp_avg_sq());
    }
  }
};

TrainingLoop::TrainingLoop(std::vector<at::Tensor> parameters, std::int64_t steps, const Options& options) {
  // A first call of sqrt, without use for its result, so that the same training gives the same weights: AdamW uses the
  // sqrt of MKL, whose precision may be low where several threads call it first (pytorch/pytorch, issue 188792).
  torch::ones({1}).sqrt();
  std::vector<torch::Tensor> averages;
  averages.reserve(parameters.size());
  for (const auto& parameter : parameters) averages.push_back(parameter.detach().clone());
  torch::optim::AdamW optimizer(groups_of(parameters, options));
  impl_ =
      std::make_unique<Impl>(Impl{std::move(parameters), std::move(averages), std::move(optimizer), options, steps, 0});
}
TrainingLoop::~TrainingLoop() = default;

void TrainingLoop::step(const at::Tensor& loss) {
  const Options& options = impl_->options;
  const double rate = options.learning_rate * schedule(impl_->done, impl_->steps, options.warm_up);
  for (auto& group : impl_->optimizer.param_groups()) group.options().set_lr(rate);
  impl_->optimizer.zero_grad();
  loss.backward();
  torch::nn::utils::clip_grad_norm_(impl_->parameters, options.clip);
  impl_->optimizer.step();
  const torch::NoGradGuard no_gradient;
  const auto done = static_cast<double>(impl_->done++);
  const double decay = std::min(options.averaging, (1.0 + done) / (10.0 + done));
  for (std::size_t i = 0; i < impl_->parameters.size(); ++i) {
    impl_->averages[i].lerp_(impl_->parameters[i], 1.0 - decay);
  }
}

std::int64_t TrainingLoop::done() const { return impl_->done; }

bool TrainingLoop::is_finite() const {
  bool finite = true;
  impl_->for_each_tensor([&](const std::string&, const torch::Tensor& tensor) {
    finite = finite && torch::isfinite(tensor).all().item<bool>();
  });
  return finite;
}

std::vector<Tensor> TrainingLoop::state() const {
  std::vector<Tensor> state{Tensor::of<std::int64_t>("done", std::span(&impl_->done, 1))};
  impl_->for_each_tensor([&](const std::string& name, const torch::Tensor& tensor) {
    const auto values = tensor.detach().to(torch::kCPU).contiguous();
    state.push_back(Tensor::of<float>(name, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())}));
  });
  return state;
}

void TrainingLoop::restore(const std::vector<Tensor>& state, const std::string& where) {
  const auto done = values_of<std::int64_t>(state, "done", where);
  if (done.size() != 1 || done.front() < 1 || done.front() > impl_->steps) {
    throw Error(ErrorKind::kModel, where + ": stands at a step that this training does not have");
  }
  impl_->done = done.front();
  impl_->for_each_tensor([&](const std::string& name, const torch::Tensor& tensor) {
    auto values = values_of<float>(state, name, where);
    if (static_cast<std::int64_t>(values.size()) != tensor.numel()) {
      throw Error(ErrorKind::kModel, where + ": " + name + " has not the size that this training needs");
    }
    const torch::NoGradGuard no_gradient;
    torch::Tensor(tensor).copy_(torch::from_blob(values.data(), tensor.sizes(), torch::kFloat32));
  });
}

void TrainingLoop::with_average(const std::function<void()>& use) {
  const auto swap = [this] {
    const torch::NoGradGuard no_gradient;
    for (std::size_t i = 0; i < impl_->parameters.size(); ++i) {
      const auto weights = impl_->parameters[i].clone();
      impl_->parameters[i].copy_(impl_->averages[i]);
      impl_->averages[i].copy_(weights);
    }
  };
  swap();
  use();
  swap();
}

void TrainingLoop::finish() {
  const torch::NoGradGuard no_gradient;
  for (std::size_t i = 0; i < impl_->parameters.size(); ++i) impl_->parameters[i].copy_(impl_->averages[i]);
}

Scale scale_of(std::span<const float> rows, std::size_t width) {
  const std::size_t count = rows.size() / width;
  Scale scale{std::vector<float>(width, 0.0F), std::vector<float>(width, 1.0F)};
  if (count == 0) return scale;
  for (std::size_t j = 0; j < width; ++j) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto x = static_cast<double>(rows[i * width + j]);
      sum += x;
      squares += x * x;
    }
    const double mean = sum / static_cast<double>(count);
    const double deviation = std::sqrt(std::max(squares / static_cast<double>(count) - mean * mean, 0.0));
    scale.mean[j] = static_cast<float>(mean);
    scale.inverse[j] = static_cast<float>(deviation > 1e-3 ? 1.0 / deviation : 1.0);
  }
  return scale;
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed, std::uint64_t epoch) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(seed * 1'000'003 + epoch);
  std::shuffle(order.begin(), order.end(), random);
  return order;
}

}  // namespace matroute
