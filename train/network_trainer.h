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
  double weight_decay = 0.05;   // AdamW's, of matrices
  double dropout = 0.15;
  double identity_dropout = 0.1;  // share of precursors that are seen by their composition alone
  double clip = 1.0;              // largest norm of a gradient
  double averaging = 0.998;       // decay of the running mean of the weights
  double method_weight = 1.0;     // of the method's loss against that of the precursors
  std::int64_t patience = 0;      // epochs without a lower loss on held-out papers that end a training; 0: none do
};

struct TrainingStep {
  std::int64_t step = 0;
  std::int64_t steps = 0;  // in all
  double loss = 0.0;       // mean over the steps since the last report, per example
  double method_loss = 0.0;
};

// Where one training tells how it is going and keeps its state.
struct TrainingHooks {
  std::function<void(const TrainingStep&)> report;
  std::function<void(double epochs, double loss)> held_out;  // per example, after so many epochs
  std::function<std::optional<std::vector<Tensor>>()> load;  // the state saved last, if there is one
  std::function<void(const std::vector<Tensor>&)> save;
};

// What one network learns from.
struct Lessons {
  std::span<const Example> examples;
  std::span<const Example> held_out;  // where options.patience > 0: the epoch that is best on these is kept
  const MaterialPool& pool;
  std::span<const float> features;  // encode_material of every material of the pool
  double epochs;                    // to stop after, of options.epochs, which the learning rate follows
};

struct TrainedNetwork {
  RouteNetwork network;
  std::optional<double> best_epoch;  // where held-out examples told one
};

// Random weights, and scales by which the numbers of these examples have mean 0 and deviation 1.
RouteNetwork new_network(const Lessons& lessons, const TrainerOptions& options, std::uint64_t seed);

// The result holds the averaged weights, which depend on nothing but the arguments; going on with a saved state gives
// the same ones. Throws Error (usage) where the options let the loss or a weight grow beyond all numbers.
TrainedNetwork train_network(RouteNetwork network, const Lessons& lessons, const TrainerOptions& options,
                             std::uint64_t seed, const Device& device, const TrainingHooks& hooks);

}  // namespace matroute
