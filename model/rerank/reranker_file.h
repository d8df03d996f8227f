// A re-ranker with its statistics, as both stand in one file of a model folder.
#pragma once

#include <string>
#include <vector>

#include "model/rerank/reranker.h"
#include "model/rerank/set_statistics.h"

namespace matroute {

// What re-orders sets once they balance.
struct RerankerParts {
  SetStatistics::Data statistics;
  Reranker network;
};

std::vector<Tensor> to_tensors(const Reranker& network, const SetStatistics::Data& statistics);
// Throws Error (model), naming `where`, for statistics of another number of materials, negative ones, pairs that are
// not what SetStatistics::Data says, and weights that do not fit.
RerankerParts reranker_from_tensors(std::vector<Tensor> tensors, std::size_t materials, const std::string& where);

}  // namespace matroute
