// Fits a re-ranker to the lists of sets that networks found for recipes that they were not trained on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/rerank/reranker.h"

namespace matroute {

struct RankedExample {
  SetList list;
  std::int64_t answer = -1;  // position of the recorded set in the list; -1: not in the list
  float weight = 1.0F;
};

struct RerankerOptions {
  double epochs = 8.0;
  std::int64_t batch = 256;
  double learning_rate = 3e-3;
  double weight_decay = 0.02;
  double dropout = 0.3;
  // The least number of steps, so that few examples are seen more often: with fewer steps probabilities would stay far
  // from calibrated.
  std::int64_t fewest_steps = 600;
};

// The weights depend on nothing but the arguments; without examples they are the initial ones.
Reranker train_reranker(std::span<const RankedExample* const> examples, const RerankerOptions& options,
                        std::uint64_t seed);

}  // namespace matroute
