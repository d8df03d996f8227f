// Counts recipes, then trains a network.
#include "train/fit_network.h"

#include <map>

#include "base/error.h"
#include "model/network/vocabulary_encoding.h"
#include "train/counter.h"
#include "train/merge_counts.h"

namespace matroute {

SetStatistics::Data count_pairs(std::span<const Example> examples, std::size_t materials) {
  SetStatistics::Data data;
  data.weights.assign(materials, 0.0F);
  std::map<std::pair<std::uint32_t, std::uint32_t>, float> pairs;
  for (const Example& example : examples) {
    data.recipes += example.weight;
    for (std::size_t i = 0; i < example.materials.size(); ++i) {
      data.weights[example.materials[i]] += example.weight;
      for (std::size_t j = i + 1; j < example.materials.size(); ++j) {
        pairs[{example.materials[i], example.materials[j]}] += example.weight;
      }
    }
  }
  for (const auto& [pair, weight] : pairs) {
    data.pair_low.push_back(pair.first);
    data.pair_high.push_back(pair.second);
    data.pair_weights.push_back(weight);
  }
  return data;
}

RecipeVotesData collect_votes(std::span<const Example> examples) {
  RecipeVotesCollector votes;
  for (const Example& example : examples)
    votes.add(example.point, example.method, example.materials, example.weight, 1);
  return votes.data();
}

RouteNetwork copy_of(const RouteNetwork& network, std::int64_t materials) {
  NetworkShape shape = network.shape();
  auto weights = network.weights();
  for (Tensor& tensor : weights) {
    if (tensor.name != "identity_key" && tensor.name != "identity_bias") continue;
    const std::size_t row = tensor.bytes.size() / static_cast<std::size_t>(shape.materials);
    tensor.shape.front() = static_cast<std::uint64_t>(materials);
    tensor.bytes.resize(row * static_cast<std::size_t>(materials), 0);
  }
  shape.materials = materials;
  RouteNetwork copy(shape, 0);
  copy.set_weights(weights, "the copy of a network");
  return copy;
}

Fitted fit_network(const FitTask& task, const TrainerOptions& options, const Device& device,
                   const TrainingHooks& hooks) {
  RecipeCounter counter(TargetElements::kFull);
  counter.add(task.recipes);
  Fitted fitted{counter.counted(), counter.skipped(), counter.data(), {}, {}, {}};
  if (task.base != nullptr) fitted.data = sum(task.base->data, fitted.data);
  const Vocabulary vocabulary = make_vocabulary(fitted.data.materials, "the new model");
  const Constraints none;
  const MaterialPool pool(vocabulary, none);
  const auto features = encode_vocabulary(vocabulary, fitted.data);
  const ElementWeights weights = element_weights(fitted.data);
  const auto examples = make_examples(task.recipes, pool, vocabulary, weights);
  if (examples.empty()) throw Error(ErrorKind::kInput, "there are no recipes that a network can learn from");
  const auto held_out = make_examples(task.held_out, pool, vocabulary, weights);
  fitted.statistics = count_pairs(examples, vocabulary.materials.size());
  fitted.statistics.votes = collect_votes(examples);
  if (task.base != nullptr) fitted.statistics = sum(task.base->reranker->statistics, fitted.statistics);
  const Lessons lessons{examples, held_out, pool, features, task.epochs};
  RouteNetwork network = task.base != nullptr
                             ? copy_of(task.base->members.at(task.base_member), static_cast<std::int64_t>(pool.size()))
                             : new_network(lessons, options, task.seed);
  TrainedNetwork trained = train_network(std::move(network), lessons, options, task.seed, device, hooks);
  fitted.network = std::move(trained.network);
  fitted.best_epoch = trained.best_epoch;
  return fitted;
}

}  // namespace matroute
