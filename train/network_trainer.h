// Optimises the weights of one network.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "model/network/network.h"
#include "train/examples.h"

namespace matroute {

struct TrainerOptions {
  std::int64_t width = NetworkShape{}.width;
  std::int64_t layers = NetworkShape{}.layers;
  std::int64_t heads = NetworkShape{}.heads;
  std::int64_t hidden = NetworkShape{}.hidden;
  double epochs = 8.0;
  std::int64_t batch = 128;     // examples per step
  double learning_rate = 2e-3;  // highest: after the warm-up, before the cosine
  double warm_up = 0.05;        // share of all steps
  double weight_decay = 0.05;   // of AdamW, for matrices alone
  double dropout = 0.15;
  double identity_dropout = 0.1;  // share of precursors that are seen by their composition alone
  double clip = 1.0;              // largest norm of a gradient
  double averaging = 0.998;       // decay of the running mean of the weights
  double method_weight = 1.0;     // of the method's loss against that of the precursors
  std::int64_t patience = 0;  // epochs without a lower loss on held-out papers that end a training; 0: no number does
};

struct TrainingStep {
  std::int64_t step = 0;
  std::int64_t steps = 0;  // of the whole training
  double loss = 0.0;       // mean over the steps since the last report, per example
  double method_loss = 0.0;
};

// Functions by which the training of one network reports its progress and keeps its state.
struct TrainingHooks {
  std::function<void(const TrainingStep&)> report;
  std::function<void(double epochs, double loss)> held_out;  // mean loss per held-out example, after an epoch
  std::function<std::optional<std::vector<Tensor>>()> load;  // the state saved last; empty where there is none
  std::function<void(const std::vector<Tensor>&)> save;
};

// The data that one network learns from.
struct Lessons {
  std::span<const Example> examples;
  // Used where options.patience > 0: the weights of the epoch with the lowest loss on the held-out examples are kept.
  std::span<const Example> held_out;
  const MaterialPool& pool;
  std::span<const float> features;  // encode_material of every material of the pool
  double epochs;                    // to stop after; the learning rate falls over all of options.epochs
};

struct TrainedNetwork {
  RouteNetwork network;
  std::optional<double> best_epoch;  // empty without held-out examples
};

// A network with random weights, and with scales by which the features of lessons.examples have mean 0 and standard
// deviation 1.
RouteNetwork new_network(const Lessons& lessons, const TrainerOptions& options, std::uint64_t seed);

// The result holds the averaged weights, which depend on nothing but the arguments; a training that is continued from a
// saved state ends with the same weights. Throws Error (usage) where the loss or a weight becomes infinite or NaN.
TrainedNetwork train_network(RouteNetwork network, const Lessons& lessons, const TrainerOptions& options,
                             std::uint64_t seed, const Device& device, const TrainingHooks& hooks);

}  // namespace matroute
