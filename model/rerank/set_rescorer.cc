// Featurizing and rescoring.
#include "model/rerank/set_rescorer.h"

#include "base/parallel_for.h"
#include "model/tensors/torch_errors.h"

namespace matroute {

std::vector<SetList> featurize(const Counts& counts, const SetStatistics& statistics,
                               std::span<const Target* const> targets,
                               std::span<const std::vector<BalancedPrecursors>> sets) {
  const SetFeaturizer featurizer(counts.vocabulary, counts.tables, statistics);
  std::vector<SetList> lists(targets.size());
  parallel_for(targets.size(), 8, [&](std::size_t i) { lists[i] = featurizer.featurize(*targets[i], sets[i]); });
  return lists;
}

SetRescorer::SetRescorer(std::shared_ptr<const Counts> counts, RerankerParts parts)
    : counts_(std::move(counts)), statistics_(std::move(parts.statistics)), reranker_(std::move(parts.network)) {}

std::vector<std::vector<double>> SetRescorer::rescore(std::span<const Target* const> targets,
                                                      std::span<const std::vector<BalancedPrecursors>> sets) const {
  return with_torch_errors("the re-ranker",
                           [&] { return reranker_.probabilities(featurize(*counts_, statistics_, targets, sets)); });
}

}  // namespace matroute
