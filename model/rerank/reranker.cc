// A perceptron on each set, one on the whole list, and a softmax over both.
#include "model/rerank/reranker.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "model/tensors/dropout.h"
#include "model/tensors/row_products.h"
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
};

PaddedLists pad(std::span<const SetList* const> lists) {
  std::size_t longest = 1;
  for (const SetList* list : lists) longest = std::max(longest, list->sets);
  const auto batch = static_cast<std::int64_t>(lists.size());
  const auto width = static_cast<std::int64_t>(longest);
  PaddedLists padded{torch::zeros({batch, width, kSetNumbers}), torch::zeros({batch, kListNumbers}),
                     torch::ones({batch, width}, torch::kBool)};
  auto* sets = padded.sets.data_ptr<float>();
  auto* numbers = padded.lists.data_ptr<float>();
  auto* padding = padded.padding.data_ptr<bool>();
  for (std::size_t i = 0; i < lists.size(); ++i) {
    std::copy(lists[i]->set_features.begin(), lists[i]->set_features.end(), sets + i * longest * kSetFeatures);
    std::copy(lists[i]->list_features.begin(), lists[i]->list_features.end(), numbers + i * kListFeatures);
    std::fill_n(padding + i * longest, lists[i]->sets, false);
  }
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

  // Initial weights that keep the ranker's order and give 5 % to "none of them".
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

  // Scores of sets [..., kSetFeatures], and of "none of them" for lists [B, kListFeatures]: log-probabilities up to a
  // constant of the list. context: context_of the lists, in a shape that broadcasts to that of the sets. The last
  // layers are computed as sums, since the rounding of a matrix product with a single column depends on the place of
  // the row.
  torch::Tensor scores_of_sets(const torch::Tensor& sets, const torch::Tensor& context, bool training) {
    const auto numbers = (sets - set_mean) * set_scale;
    auto hidden = dropout.by_list(torch::gelu(linear_by_blocks(*set_in, numbers) + context), training);
    hidden = dropout.by_list(torch::gelu(linear_by_blocks(*set_hidden, hidden)), training);
    return sets.select(-1, 0) * trust + (hidden * set_out->weight).sum(-1);
  }
  torch::Tensor scores_of_none(const torch::Tensor& lists) {
    const auto hidden = torch::gelu(linear_by_blocks(*list_in, scaled(lists)));
    return (hidden * list_out->weight).sum(-1) + list_out->bias;
  }
  torch::Tensor context_of(const torch::Tensor& lists) { return linear_by_blocks(*context_in, scaled(lists)); }
  torch::Tensor scaled(const torch::Tensor& lists) { return (lists - list_mean) * list_scale; }

  // [B, 1 + S] log-probabilities; column 0 is "none of them".
  torch::Tensor forward(const PaddedLists& padded) {
    const auto context = context_of(padded.lists).unsqueeze(1);
    const auto scores = scores_of_sets(padded.sets, context, true).masked_fill(padded.padding, -1e9);
    return torch::log_softmax(torch::cat({scores_of_none(padded.lists).unsqueeze(1), scores}, 1), 1);
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

namespace {

// Lists one below the other, without padding, so that the numbers of a list do not depend on other lists.
struct ListRows {
  torch::Tensor sets;     // [sets of all lists, kSetFeatures]
  torch::Tensor lists;    // [lists, kListFeatures]
  torch::Tensor list_of;  // [sets of all lists]: number of the list of each set
};

ListRows rows_of(std::span<const SetList> lists) {
  std::vector<float> sets;
  std::vector<float> numbers;
  std::vector<std::int64_t> list_of;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    sets.insert(sets.end(), lists[i].set_features.begin(), lists[i].set_features.end());
    numbers.insert(numbers.end(), lists[i].list_features.begin(), lists[i].list_features.end());
    list_of.insert(list_of.end(), lists[i].sets, static_cast<std::int64_t>(i));
  }
  return {torch::tensor(sets).view({-1, kSetNumbers}), torch::tensor(numbers).view({-1, kListNumbers}),
          torch::tensor(list_of, torch::kInt64)};
}

// Turns the scores of the sets and of "none of them" into log-probabilities, in place: the probabilities sum to 1.
void normalise(std::span<double> scores, double& none) {
  double highest = none;
  for (const double score : scores) highest = std::max(highest, score);
  double sum = std::exp(none - highest);
  for (const double score : scores) sum += std::exp(score - highest);
  const double norm = highest + std::log(sum);
  none -= norm;
  for (double& score : scores) score -= norm;
}

// Calibrated probabilities; zeros where absurd weights overflow, so that the ranker's order stays.
std::vector<double> calibrated(std::span<const float> set_scores, float none_score, float sharpness, float none_shift) {
  std::vector<double> scores(set_scores.begin(), set_scores.end());
  auto none = static_cast<double>(none_score);
  normalise(scores, none);
  for (double& score : scores) score *= static_cast<double>(sharpness);
  none = none * static_cast<double>(sharpness) + static_cast<double>(none_shift);
  normalise(scores, none);
  for (double& score : scores) score = std::exp(score);
  if (!std::ranges::all_of(scores, [](double x) { return std::isfinite(x); })) scores.assign(scores.size(), 0.0);
  return scores;
}

}  // namespace

std::vector<std::vector<double>> Reranker::probabilities(std::span<const SetList> lists) const {
  const c10::InferenceMode inference;
  RerankerModule& module = *impl_->module;
  const float* sharpness = module.sharpness.data_ptr<float>();
  const float* none_shift = module.none_shift.data_ptr<float>();
  std::vector<std::vector<double>> result;
  for (std::size_t first = 0; first < lists.size(); first += kListsAtOnce) {
    const auto part = lists.subspan(first, std::min(kListsAtOnce, lists.size() - first));
    const ListRows rows = rows_of(part);
    const auto context = module.context_of(rows.lists).index_select(0, rows.list_of);
    const auto scores = module.scores_of_sets(rows.sets, context, false).contiguous();
    const auto none = module.scores_of_none(rows.lists).contiguous();
    std::size_t row = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
      const auto method = static_cast<std::size_t>(part[i].method);
      const std::span<const float> of_list(scores.data_ptr<float>() + row, part[i].sets);
      result.push_back(calibrated(of_list, none.data_ptr<float>()[i], sharpness[method], none_shift[method]));
      row += part[i].sets;
    }
  }
  return result;
}

at::Tensor Reranker::log_probabilities(std::span<const SetList* const> lists) const {
  return impl_->module->forward(pad(lists));
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
