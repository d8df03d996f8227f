// A re-ranker with its statistics, which stand in one file of a model folder.
#pragma once

#include <string>
#include <vector>

#include "model/rerank/reranker.h"
#include "model/rerank/set_statistics.h"

namespace matroute {

// A re-ranker of sets that balance, with the statistics that its features are made of.
struct RerankerParts {
  SetStatistics::Data statistics;
  Reranker network;
};

std::vector<Tensor> to_tensors(const Reranker& network, const SetStatistics::Data& statistics);
// Throws Error (model), naming `where`, for statistics of another number of materials, weights of recipes that are
// negative, pairs of materials that are unknown or out of order, weights of the network that do not fit, and a
// sharpness that is not positive.
RerankerParts reranker_from_tensors(std::vector<Tensor> tensors, std::size_t materials, const std::string& where);

}  // namespace matroute
