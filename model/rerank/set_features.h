// The numbers by which a re-ranker sees the balanced sets of one target.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/counting/counting_tables.h"
#include "model/rerank/set_statistics.h"
#include "model/search/material.h"
#include "model/search/rescorer.h"

namespace matroute {

// Goes into model files: changes whenever a number of a set or of a list is added, dropped, moved or computed
// differently.
inline constexpr int kSetFeatureVersion = 1;

inline constexpr std::size_t kSetFeatures = 43;
inline constexpr std::size_t kListFeatures = 13;

// The sets of one target in numbers.
struct SetList {
  std::size_t sets = 0;
  Method method = Method::kSolidState;  // of the best set
  std::vector<float> set_features;      // [sets, kSetFeatures]
  std::vector<float> list_features;     // [kListFeatures]
};

// Thread-safe. The arguments of the constructor must outlive the featurizer.
class SetFeaturizer {
 public:
  SetFeaturizer(const Vocabulary& vocabulary, const CountingTables& tables, const SetStatistics& statistics);

  // sets: best first by the ranker.
  SetList featurize(const Target& target, std::span<const BalancedPrecursors> sets) const;

 private:
  const Vocabulary& vocabulary_;
  const CountingTables& tables_;
  const SetStatistics& statistics_;
};

}  // namespace matroute
