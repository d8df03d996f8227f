// Training of the route network.
#include "train/network_trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "chem/error.h"
#include "train/training_loop.h"

namespace matroute {
namespace {

constexpr std::int64_t kStepsPerReport = 50;
constexpr std::int64_t kStepsPerState = 200;

void set_scales(RouteNetwork& network, std::span<const Example> examples, std::span<const float> features) {
  std::vector<float> targets;
  for (const Example& example : examples) {
    targets.insert(targets.end(), example.target.features.begin(), example.target.features.end());
  }
  const Scale target = scale_of(targets, target_feature_count());
  const Scale material = scale_of(features, material_feature_count());
  network.set_scales(target.mean, target.inverse, material.mean, material.inverse);
}

torch::Tensor mean_loss(const torch::Tensor& log_probabilities, const std::vector<std::int64_t>& answers,
                        const std::vector<float>& weights, double total) {
  const auto n = static_cast<std::int64_t>(answers.size());
  const auto answer = torch::tensor(answers).view({n, 1}).to(log_probabilities.device());
  const auto weight = torch::tensor(weights).to(log_probabilities.device());
  return -(log_probabilities.gather(1, answer).squeeze(1) * weight).sum() / total;
}

struct Losses {
  torch::Tensor precursors;
  torch::Tensor method;
};

// Weighted means over the examples of the batch.
Losses losses_of(const RouteNetwork& network, const ExampleBatch& batch) {
  torch::Tensor methods;
  torch::Tensor scores;
  network.forward(batch.targets, batch.materials, batch.states, true, methods, scores);
  const double total = std::accumulate(batch.weights.begin(), batch.weights.end(), 0.0);
  const auto forbidden = torch::from_blob(const_cast<std::uint8_t*>(batch.forbidden.data()),
                                          {batch.states.states(), batch.materials.materials() + 1}, torch::kUInt8)
                             .to(scores.device())
                             .to(torch::kBool);
  const auto log_probabilities = torch::log_softmax(scores.masked_fill(forbidden, -1e9), 1);
  return {mean_loss(log_probabilities, batch.answers, batch.state_weights, total),
          mean_loss(methods, batch.methods, batch.weights, total)};
}

// Reports means over kStepsPerReport steps.
class StepReporter {
 public:
  StepReporter(std::int64_t done, std::int64_t steps, const std::function<void(const TrainingStep&)>& report)
      : report_(report) {
    summary_.step = done;
    summary_.steps = steps;
  }

  void add(double loss, double method_loss) {
    ++summary_.step;
    ++summed_;
    summary_.loss += loss;
    summary_.method_loss += method_loss;
    if (summary_.step % kStepsPerReport != 0 && summary_.step < summary_.steps) return;
    summary_.loss /= static_cast<double>(summed_);
    summary_.method_loss /= static_cast<double>(summed_);
    report_(summary_);
    summary_.loss = summary_.method_loss = 0.0;
    summed_ = 0;
  }

 private:
  const std::function<void(const TrainingStep&)>& report_;
  TrainingStep summary_;
  std::int64_t summed_ = 0;
};

}  // namespace

RouteNetwork train_network(std::span<const Example> examples, const MaterialPool& pool, std::span<const float> features,
                           const TrainerOptions& options, std::uint64_t seed, const Device& device,
                           const TrainingHooks& hooks) {
  const NetworkShape shape{static_cast<std::int64_t>(pool.size()), options.width, options.layers, options.heads,
                           options.hidden};
  RouteNetwork network(shape, seed);
  network.to_device(device);
  set_scales(network, examples, features);
  network.set_dropout(options.dropout, options.identity_dropout);
  const auto count = static_cast<std::int64_t>(examples.size());
  const std::int64_t per_epoch = (count + options.batch - 1) / options.batch;
  const auto steps = static_cast<std::int64_t>(std::ceil(options.epochs * static_cast<double>(per_epoch)));
  TrainingLoop loop(network.parameters(), steps,
                    {options.learning_rate, options.warm_up, options.weight_decay, options.clip, options.averaging});
  if (const auto state = hooks.load()) loop.restore(*state, "the saved state of a training");
  StepReporter reporter(loop.done(), steps, hooks.report);
  std::int64_t epoch_of_order = -1;
  std::vector<std::size_t> order;
  while (loop.done() < steps) {
    const std::int64_t step = loop.done();
    if (step / per_epoch != epoch_of_order) {
      epoch_of_order = step / per_epoch;
      order = shuffled(examples.size(), seed, static_cast<std::uint64_t>(epoch_of_order));
    }
    std::vector<const Example*> chosen;
    const std::int64_t first = step % per_epoch * options.batch;
    for (std::int64_t i = first; i < std::min(count, first + options.batch); ++i) {
      chosen.push_back(&examples[order[static_cast<std::size_t>(i)]]);
    }
    network.seed_dropout(seed * 1'000'003 + static_cast<std::uint64_t>(step));
    const Losses losses = losses_of(network, make_batch(chosen, pool, features));
    loop.step(losses.precursors + options.method_weight * losses.method);
    const auto loss = losses.precursors.item<double>();
    const auto method_loss = losses.method.item<double>();
    const bool state_due = loop.done() % kStepsPerState == 0 || loop.done() == steps;
    if (!std::isfinite(loss + method_loss) || (state_due && !loop.is_finite())) {
      throw Error(ErrorKind::kUsage, "the training came apart by step " + std::to_string(loop.done()) +
                                         ": numbers grew without bound; lower the option learning_rate");
    }
    reporter.add(loss, method_loss);
    if (state_due) hooks.save(loop.state());
  }
  loop.finish();
  return network;
}

}  // namespace matroute
