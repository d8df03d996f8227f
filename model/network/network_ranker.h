// The network as a ranker: encode, search, and hand on sets with their probabilities.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/counting/counting_data.h"
#include "model/counting/counting_tables.h"
#include "model/network/network.h"
#include "model/rerank/reranker.h"
#include "model/search/material_pool.h"
#include "model/search/ranker.h"

namespace matroute {

// What slots are ordered by: the weight of the recipes whose target holds an element, over all methods.
ElementWeights element_weights(const CountingData& data);

// encode_material of every material of the vocabulary, row by row.
std::vector<float> encode_vocabulary(const Vocabulary& vocabulary, const CountingData& data);

// What re-orders sets once they balance.
struct RerankerParts {
  SetStatistics::Data statistics;
  Reranker network;
};

// As they stand in one file, and back. Throws Error (model), naming `where`, for statistics of another number of
// materials, negative ones, pairs that are not what SetStatistics::Data says, and weights that do not fit.
std::vector<Tensor> to_tensors(const Reranker& network, const SetStatistics::Data& statistics);
RerankerParts reranker_from_tensors(std::vector<Tensor> tensors, std::size_t materials, const std::string& where);

// The sets that the re-ranker looks at: part of what it has learned.
inline constexpr SetDepth kRerankDepth{30, 10, 7.0};

class NetworkRanker : public Ranker, private Rescorer {
 public:
  // The networks are averaged, choice by choice; they may be on any device, all on the same. A target is out of domain
  // where one of its elements was seen in its anion context in no more than out_of_domain_below recipes. Throws Error
  // (model), naming `where`, where a precursor of the data is no formula or a network is for another vocabulary.
  NetworkRanker(const CountingData& data, std::vector<RouteNetwork> members, std::optional<RerankerParts> reranker,
                double out_of_domain_below, const std::string& where);
  ~NetworkRanker() override;

  // A set's score is its log-probability. Without constraints the probabilities are the networks'.
  std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const override;
  bool out_of_domain(const Formula& target) const override;
  std::string name() const override { return "network"; }
  const Rescorer* rescorer() const override { return reranker_ ? this : nullptr; }

  double least_seen(const Formula& target) const { return tables_.least_seen(target); }

  // The sets in the numbers that a re-ranker learns from; one list per target.
  std::vector<SetList> featurize(std::span<const Formula> targets,
                                 std::span<const std::vector<BalancedPrecursors>> sets,
                                 const SetStatistics& statistics) const;

 private:
  class Constrained;
  class Batch;

  SetDepth depth() const override { return kRerankDepth; }
  std::vector<std::vector<double>> rescore(std::span<const Formula> targets,
                                           std::span<const std::vector<BalancedPrecursors>> sets) const override;

  Vocabulary vocabulary_;
  CountingTables tables_;
  ElementWeights weights_;
  std::vector<float> features_;  // encode_vocabulary
  std::vector<RouteNetwork> members_;
  std::vector<MaterialTable> material_tables_;  // of the vocabulary, by member
  double out_of_domain_below_;
  std::optional<SetStatistics> statistics_;
  std::optional<Reranker> reranker_;
};

}  // namespace matroute
