// The re-ranker at work: balanced sets to numbers, numbers to probabilities.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "model/counting/counts.h"
#include "model/rerank/reranker_file.h"
#include "model/rerank/set_features.h"
#include "model/search/rescorer.h"

namespace matroute {

// The sets of a target that a re-ranker looks at, in training as in use: a model is valid for one depth alone.
inline constexpr SetDepth kRerankDepth{.most = 30, .fewest = 10, .log_ratio = 7.0};

// The features of the sets that a re-ranker learns from; one list per target. Runs on all threads.
std::vector<SetList> featurize(const Counts& counts, const SetStatistics& statistics,
                               std::span<const Target* const> targets,
                               std::span<const std::vector<BalancedPrecursors>> sets);

class SetRescorer : public Rescorer {
 public:
  SetRescorer(std::shared_ptr<const Counts> counts, RerankerParts parts);

  SetDepth depth() const override { return kRerankDepth; }
  std::vector<std::vector<double>> rescore(std::span<const Target* const> targets,
                                           std::span<const std::vector<BalancedPrecursors>> sets) const override;

 private:
  std::shared_ptr<const Counts> counts_;
  SetStatistics statistics_;
  Reranker reranker_;
};

}  // namespace matroute
