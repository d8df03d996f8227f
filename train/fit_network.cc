// Counting, then training.
#include "train/fit_network.h"

#include <map>

#include "chem/error.h"
#include "model/network_ranker.h"
#include "train/counter.h"

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

Fitted fit_network(std::span<const Recipe> recipes, const TrainerOptions& options, std::uint64_t seed,
                   const Device& device, const TrainingHooks& hooks) {
  RecipeCounter counter(TargetElements::kFull);
  counter.add(recipes);
  Fitted fitted{counter.counted(), counter.skipped(), counter.data(), {}, {}};
  const Vocabulary vocabulary = make_vocabulary(fitted.data.materials, "the new model");
  const Constraints none;
  const MaterialPool pool(vocabulary, none);
  const auto features = encode_vocabulary(vocabulary, fitted.data);
  const auto examples = make_examples(recipes, pool, vocabulary, element_weights(fitted.data));
  if (examples.empty()) throw Error(ErrorKind::kInput, "there are no recipes that a network can learn from");
  fitted.statistics = count_pairs(examples, vocabulary.materials.size());
  fitted.network = train_network(examples, pool, features, options, seed, device, hooks);
  return fitted;
}

}  // namespace matroute
