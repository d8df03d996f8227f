// Training of the route network.
#include "train/network_trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "train/autocast.h"
#include "train/early_stopping.h"
#include "train/training_loop.h"

namespace matroute {
namespace {

constexpr std::int64_t kStepsPerReport = 50;
constexpr std::int64_t kStepsPerState = 200;
constexpr std::size_t kHeldOutBatch = 256;

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

// Losses as weighted means over the examples of the batch.
Losses losses_of(const RouteNetwork& network, const ExampleBatch& batch, bool training) {
  const Autocast autocast(network.on_gpu() ? Autocast::On::kCuda : Autocast::On::kNothing);
  torch::Tensor methods;
  torch::Tensor scores;
  network.forward(batch.targets, batch.materials, batch.states, training, methods, scores);
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

class Training {
 public:
  Training(RouteNetwork network, const Lessons& lessons, const TrainerOptions& options, std::uint64_t seed,
           const TrainingHooks& hooks)
      : network_(std::move(network)),
        lessons_(lessons),
        options_(options),
        seed_(seed),
        hooks_(hooks),
        count_(static_cast<std::int64_t>(lessons.examples.size())),
        per_epoch_((count_ + options.batch - 1) / options.batch),
        last_(steps_of(std::min(lessons.epochs, options.epochs))),
        loop_(network_.parameters(), steps_of(options.epochs),
              {options.learning_rate, options.warm_up, options.weight_decay, options.clip, options.averaging}),
        stopping_(options.patience),
        held_out_(options.patience > 0 && !lessons.held_out.empty()) {}

  TrainedNetwork run() {
    if (const auto state = hooks_.load()) restore(*state);
    if (held_out_ && loop_.done() == 0) note_held_out();
    StepReporter reporter(loop_.done(), last_, hooks_.report);
    while (loop_.done() < last_ && !stopping_.over()) {
      const Losses losses = step();
      const auto loss = losses.precursors.item<double>();
      const auto method_loss = losses.method.item<double>();
      const bool ends = loop_.done() == last_;
      if (held_out_ && (ends || loop_.done() % per_epoch_ == 0)) note_held_out();
      const bool state_due = loop_.done() % kStepsPerState == 0 || ends || stopping_.over();
      if (!std::isfinite(loss + method_loss) || (state_due && !loop_.is_finite())) {
        throw Error(ErrorKind::kUsage, "the training came apart by step " + std::to_string(loop_.done()) +
                                           ": numbers grew without bound; lower the option learning_rate");
      }
      reporter.add(loss, method_loss);
      if (state_due) hooks_.save(state());
    }
    loop_.finish();
    if (!held_out_) return {std::move(network_), {}};
    stopping_.put_best(network_.parameters());
    return {std::move(network_), static_cast<double>(stopping_.best_step()) / static_cast<double>(per_epoch_)};
  }

 private:
  std::int64_t steps_of(double epochs) const {
    return static_cast<std::int64_t>(std::ceil(epochs * static_cast<double>(per_epoch_) - 1e-6));
  }

  Losses step() {
    const std::int64_t step = loop_.done();
    if (step / per_epoch_ != epoch_of_order_) {
      epoch_of_order_ = step / per_epoch_;
      order_ = shuffled(lessons_.examples.size(), seed_, static_cast<std::uint64_t>(epoch_of_order_));
    }
    std::vector<const Example*> chosen;
    const std::int64_t first = step % per_epoch_ * options_.batch;
    for (std::int64_t i = first; i < std::min(count_, first + options_.batch); ++i) {
      chosen.push_back(&lessons_.examples[order_[static_cast<std::size_t>(i)]]);
    }
    network_.seed_dropout(seed_ * 1'000'003 + static_cast<std::uint64_t>(step));
    Losses losses = losses_of(network_, make_batch(chosen, lessons_.pool, lessons_.features), true);
    loop_.step(losses.precursors + options_.method_weight * losses.method);
    return losses;
  }

  // The loss of the averaged weights, per held-out example.
  double held_out_loss() const {
    const torch::NoGradGuard no_gradient;
    double sum = 0.0;
    double total = 0.0;
    const std::size_t batch = kHeldOutBatch;
    for (std::size_t first = 0; first < lessons_.held_out.size(); first += batch) {
      std::vector<const Example*> chosen;
      double weight = 0.0;
      for (const Example& example :
           lessons_.held_out.subspan(first, std::min(batch, lessons_.held_out.size() - first))) {
        chosen.push_back(&example);
        weight += static_cast<double>(example.weight);
      }
      const Losses losses = losses_of(network_, make_batch(chosen, lessons_.pool, lessons_.features), false);
      sum += weight * (losses.precursors + options_.method_weight * losses.method).item<double>();
      total += weight;
    }
    return sum / total;
  }

  void note_held_out() {
    loop_.with_average([this] {
      const double loss = held_out_loss();
      stopping_.note(loop_.done(), loss, network_.parameters());
      hooks_.held_out(static_cast<double>(loop_.done()) / static_cast<double>(per_epoch_), loss);
    });
  }

  std::vector<Tensor> state() const {
    auto state = loop_.state();
    if (!held_out_) return state;
    for (Tensor& tensor : stopping_.state()) state.push_back(std::move(tensor));
    return state;
  }

  void restore(const std::vector<Tensor>& state) {
    const std::string where = "the saved state of a training";
    loop_.restore(state, where);
    if (held_out_) stopping_.restore(state, network_.parameters(), where);
  }

  RouteNetwork network_;
  const Lessons& lessons_;
  const TrainerOptions& options_;
  std::uint64_t seed_;
  const TrainingHooks& hooks_;
  std::int64_t count_;
  std::int64_t per_epoch_;  // number of steps
  std::int64_t last_;       // number of the last step
  TrainingLoop loop_;
  EarlyStopping stopping_;
  bool held_out_;
  std::int64_t epoch_of_order_ = -1;
  std::vector<std::size_t> order_;
};

}  // namespace

RouteNetwork new_network(const Lessons& lessons, const TrainerOptions& options, std::uint64_t seed) {
  RouteNetwork network(
      {static_cast<std::int64_t>(lessons.pool.size()), options.width, options.layers, options.heads, options.hidden},
      seed);
  set_scales(network, lessons.examples, lessons.features);
  return network;
}

TrainedNetwork train_network(RouteNetwork network, const Lessons& lessons, const TrainerOptions& options,
                             std::uint64_t seed, const Device& device, const TrainingHooks& hooks) {
  network.to_device(device);
  network.set_dropout(options.dropout, options.identity_dropout);
  return Training(std::move(network), lessons, options, seed, hooks).run();
}

}  // namespace matroute
