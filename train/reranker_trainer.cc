// Training of the re-ranker.
#include "train/reranker_trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "train/training_loop.h"

namespace matroute {
namespace {

void set_scales(Reranker& reranker, std::span<const RankedExample* const> examples) {
  std::vector<float> sets;
  std::vector<float> lists;
  for (const RankedExample* example : examples) {
    sets.insert(sets.end(), example->list.set_features.begin(), example->list.set_features.end());
    lists.insert(lists.end(), example->list.list_features.begin(), example->list.list_features.end());
  }
  const Scale set = scale_of(sets, kSetFeatures);
  const Scale list = scale_of(lists, kListFeatures);
  reranker.set_scales(set.mean, set.inverse, list.mean, list.inverse);
}

}  // namespace

Reranker train_reranker(std::span<const RankedExample* const> examples, const RerankerOptions& options,
                        std::uint64_t seed) {
  Reranker reranker(seed);
  if (examples.empty()) return reranker;
  set_scales(reranker, examples);
  reranker.set_dropout(options.dropout, seed);
  const auto count = static_cast<std::int64_t>(examples.size());
  const std::int64_t per_epoch = (count + options.batch - 1) / options.batch;
  const auto steps = std::max(options.fewest_steps,
                              static_cast<std::int64_t>(std::ceil(options.epochs * static_cast<double>(per_epoch))));
  TrainingLoop loop(reranker.parameters(), steps,
                    {.learning_rate = options.learning_rate, .weight_decay = options.weight_decay, .averaging = 0.99});
  std::vector<std::size_t> order;
  for (std::int64_t step = 0; step < steps; ++step) {
    const std::int64_t within = step % per_epoch;
    if (within == 0) order = shuffled(examples.size(), seed, static_cast<std::uint64_t>(step / per_epoch));
    std::vector<const SetList*> lists;
    std::vector<std::int64_t> answers;
    std::vector<float> weights;
    for (std::int64_t i = within * options.batch; i < std::min(count, (within + 1) * options.batch); ++i) {
      const RankedExample& example = *examples[order[static_cast<std::size_t>(i)]];
      lists.push_back(&example.list);
      answers.push_back(example.answer + 1);
      weights.push_back(example.weight);
    }
    const auto log_probabilities = reranker.log_probabilities(lists);
    const auto answer = torch::tensor(answers).view({-1, 1});
    const auto weight = torch::tensor(weights);
    loop.step(-(log_probabilities.gather(1, answer).squeeze(1) * weight).sum() / weight.sum());
  }
  loop.finish();
  return reranker;
}

}  // namespace matroute
