// The interface of re-rankers: new probabilities for the sets of a target that balance.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "chem/balance.h"
#include "model/search/ranker.h"

namespace matroute {

// A set that balances.
struct BalancedPrecursors {
  ScoredSet set;
  Reaction reaction;
};

// The number of a target's balanced sets that are looked at, best first by the ranker.
struct SetDepth {
  std::size_t most = 0;    // >= 1
  std::size_t fewest = 0;  // the search widens until it has found as many, however unlikely; <= most
  // Beyond the fewest, a set is left out where its log-score is lower than the best one's by more than log_ratio.
  double log_ratio = std::numeric_limits<double>::infinity();
};

class Rescorer {
 public:
  virtual ~Rescorer() = default;

  // The balanced sets of each target that rescore() has to be given.
  virtual SetDepth depth() const = 0;

  // New probabilities, one per set, that sum to at most 1 for each target; 1 minus the sum is the probability that the
  // recorded set is not among them. sets: one list per target, best first by the ranker. Thread-safe; the answer for a
  // target does not depend on the others, bit for bit.
  virtual std::vector<std::vector<double>> rescore(std::span<const Target* const> targets,
                                                   std::span<const std::vector<BalancedPrecursors>> sets) const = 0;
};

}  // namespace matroute
