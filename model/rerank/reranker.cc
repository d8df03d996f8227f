// A perceptron on each set, one on the whole list, and a softmax over both.
#include "model/rerank/reranker.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "model/tensors/dropout.h"
#include "model/tensors/torch_tensors.h"

namespace matroute {
namespace {

namespace nn = torch::nn;
constexpr auto kSetNumbers = static_cast<std::int64_t>(kSetFeatures);
constexpr auto kListNumbers = static_cast<std::int64_t>(kListFeatures);
constexpr auto kMethods = static_cast<std::int64_t>(kMethodCount);
constexpr std::int64_t kHidden = 64;
constexpr std::size_t kListsAtOnce = 256;

// Lists padded to the longest.
struct PaddedLists {
  torch::Tensor sets;     // [B, S, kSetFeatures]
  torch::Tensor lists;    // [B, kListFeatures]
  torch::Tensor padding;  // [B, S], true beyond the end of a list
  torch::Tensor scores;   // [B, S], the ranker's own log-probabilities
  torch::Tensor methods;  // [B]
};

PaddedLists pad(std::span<const SetList* const> lists) {
  std::size_t longest = 1;
  for (const SetList* list : lists) longest = std::max(longest, list->sets);
  const auto batch = static_cast<std::int64_t>(lists.size());
  const auto width = static_cast<std::int64_t>(longest);
  PaddedLists padded{torch::zeros({batch, width, kSetNumbers}),
                     torch::zeros({batch, kListNumbers}),
                     torch::ones({batch, width}, torch::kBool),
                     {},
                     torch::zeros({batch}, torch::kInt64)};
  auto* sets = padded.sets.data_ptr<float>();
  auto* numbers = padded.lists.data_ptr<float>();
  auto* padding = padded.padding.data_ptr<bool>();
  auto* methods = padded.methods.data_ptr<std::int64_t>();
  for (std::size_t i = 0; i < lists.size(); ++i) {
    std::copy(lists[i]->set_features.begin(), lists[i]->set_features.end(), sets + i * longest * kSetFeatures);
    std::copy(lists[i]->list_features.begin(), lists[i]->list_features.end(), numbers + i * kListFeatures);
    std::fill_n(padding + i * longest, lists[i]->sets, false);
    methods[i] = static_cast<std::int64_t>(lists[i]->method);
  }
  padded.scores = padded.sets.select(2, 0).clone();
  return padded;
}

struct RerankerModule : nn::Module {
  RerankerModule() {
    set_mean = register_buffer("set_mean", torch::zeros({kSetNumbers}));
    set_scale = register_buffer("set_scale", torch::ones({kSetNumbers}));
    list_mean = register_buffer("list_mean", torch::zeros({kListNumbers}));
    list_scale = register_buffer("list_scale", torch::ones({kListNumbers}));
    sharpness = register_buffer("sharpness", torch::ones({kMethods}));
    none_shift = register_buffer("none_shift", torch::zeros({kMethods}));
    set_in = register_module("set_in", nn::Linear(kSetNumbers, kHidden));
    context_in = register_module("context_in", nn::Linear(nn::LinearOptions(kListNumbers, kHidden).bias(false)));
    set_hidden = register_module("set_hidden", nn::Linear(kHidden, kHidden / 2));
    set_out = register_module("set_out", nn::Linear(nn::LinearOptions(kHidden / 2, 1).bias(false)));
    list_in = register_module("list_in", nn::Linear(kListNumbers, kHidden / 2));
    list_out = register_module("list_out", nn::Linear(kHidden / 2, 1));
    trust = register_parameter("trust", torch::ones({1}));
  }

  // Starts with the ranker's own order, and 5 % for "none of them".
  void initialise(std::uint64_t seed) {
    const torch::NoGradGuard no_gradient;
    auto generator = at::detail::createCPUGenerator(seed);
    for (auto& item : named_parameters()) {
      torch::Tensor& parameter = item.value();
      if (parameter.dim() < 2) {
        parameter.zero_();
        continue;
      }
      const double bound = 1.0 / std::sqrt(static_cast<double>(parameter.size(1)));
      parameter.uniform_(-bound, bound, generator);
    }
    trust.fill_(1.0);
    set_out->weight.zero_();
    list_out->weight.zero_();
    list_out->bias.fill_(-3.0);
  }

  torch::Tensor forward(const PaddedLists& padded, bool training) {
    const auto sets = (padded.sets - set_mean) * set_scale;
    const auto lists = (padded.lists - list_mean) * list_scale;
    auto hidden = dropout.by_list(torch::gelu(set_in(sets) + context_in(lists).unsqueeze(1)), training);
    hidden = dropout.by_list(torch::gelu(set_hidden(hidden)), training);
    const auto scores = (padded.scores * trust + set_out(hidden).squeeze(2)).masked_fill(padded.padding, -1e9);
    const auto none = list_out(torch::gelu(list_in(lists)));
    return torch::log_softmax(torch::cat({none, scores}, 1), 1);
  }

  torch::Tensor calibrated(const PaddedLists& padded) {
    const auto scores = forward(padded, false) * sharpness.index_select(0, padded.methods).unsqueeze(1);
    const auto none = scores.slice(1, 0, 1) + none_shift.index_select(0, padded.methods).unsqueeze(1);
    return torch::log_softmax(torch::cat({none, scores.slice(1, 1)}, 1), 1);
  }

  Dropout dropout;
  torch::Tensor set_mean, set_scale, list_mean, list_scale, sharpness, none_shift, trust;
  nn::Linear set_in{nullptr}, context_in{nullptr}, set_hidden{nullptr}, set_out{nullptr}, list_in{nullptr},
      list_out{nullptr};
};

}  // namespace

struct Reranker::Impl {
  std::shared_ptr<RerankerModule> module = std::make_shared<RerankerModule>();
};

Reranker::Reranker(std::uint64_t seed) : impl_(std::make_unique<Impl>()) {
  do_without_onednn();
  impl_->module->initialise(seed);
}
Reranker::~Reranker() = default;
Reranker::Reranker(Reranker&&) noexcept = default;
Reranker& Reranker::operator=(Reranker&&) noexcept = default;

std::vector<std::vector<double>> Reranker::probabilities(std::span<const SetList> lists) const {
  const c10::InferenceMode inference;
  std::vector<std::vector<double>> result;
  for (std::size_t first = 0; first < lists.size(); first += kListsAtOnce) {
    const auto part = lists.subspan(first, std::min(kListsAtOnce, lists.size() - first));
    std::vector<const SetList*> pointers;
    for (const SetList& list : part) pointers.push_back(&list);
    const auto values = impl_->module->calibrated(pad(pointers)).to(torch::kFloat64).contiguous();
    const auto width = static_cast<std::size_t>(values.size(1));
    for (std::size_t i = 0; i < part.size(); ++i) {
      const double* row = values.data_ptr<double>() + i * width;
      auto& probabilities = result.emplace_back(part[i].sets, 0.0);
      // Absurd weights overflow: then the ranker's order stays.
      if (std::isnan(row[0])) continue;
      // std::exp: MKL's, on several threads, may be of low precision when first called (pytorch/pytorch, issue 188792).
      std::transform(row + 1, row + 1 + part[i].sets, probabilities.begin(), [](double x) { return std::exp(x); });
    }
  }
  return result;
}

at::Tensor Reranker::log_probabilities(std::span<const SetList* const> lists) const {
  return impl_->module->forward(pad(lists), true);
}

void Reranker::set_dropout(double share, std::uint64_t seed) {
  impl_->module->dropout.share = share;
  impl_->module->dropout.seed(seed);
}

void Reranker::set_calibration(const Calibration& calibration) {
  const torch::NoGradGuard no_gradient;
  copy_into(impl_->module->sharpness, calibration.sharpness);
  copy_into(impl_->module->none_shift, calibration.none);
}

std::vector<at::Tensor> Reranker::parameters() const { return impl_->module->parameters(); }

void Reranker::set_scales(std::span<const float> set_mean, std::span<const float> set_scale,
                          std::span<const float> list_mean, std::span<const float> list_scale) {
  const torch::NoGradGuard no_gradient;
  RerankerModule& module = *impl_->module;
  copy_into(module.set_mean, set_mean);
  copy_into(module.set_scale, set_scale);
  copy_into(module.list_mean, list_mean);
  copy_into(module.list_scale, list_scale);
}

std::vector<Tensor> Reranker::weights() const { return weights_of(*impl_->module); }
void Reranker::set_weights(const std::vector<Tensor>& weights, const std::string& where) {
  set_weights_of(*impl_->module, weights, where);
}

}  // namespace matroute
