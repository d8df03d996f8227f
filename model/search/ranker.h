// The interface of every ranker: targets and constraints in, scored sets of precursors out.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/search/constraints.h"
#include "model/search/target.h"

namespace matroute {

struct ScoredSet {
  std::vector<const Material*> precursors;  // owned by the ranker or the constraints; distinct keys
  Method method = Method::kSolidState;      // the likeliest one
  double log_score = 0.0;
  double probability = 0.0;  // among all sets that the search reached, whose probabilities sum to at most 1
};

struct RankedSets {
  std::vector<ScoredSet> sets;  // best first; ties in a fixed order
  std::string message;          // why there are no sets; empty where there are some
  bool complete = false;        // nothing was cut off: a wider search would bring no more sets
};

// A ranker under the constraints of one user.
class ConstrainedRanker {
 public:
  virtual ~ConstrainedRanker() = default;

  // Number of searches, each wider than the one before; at least 1. The first one suffices for most targets, the last
  // one leaves out no set that the ranker can reach.
  virtual std::size_t levels() const = 0;

  // One answer per target, in order; level < levels(). Thread-safe: it is for the caller to share targets out among
  // threads. The answer for a target does not depend on the others, bit for bit.
  virtual std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t level) const = 0;

  // The preferred number of targets for rank(), at which a target costs least; small multiples cost as little. At least
  // 1.
  virtual std::size_t preferred_batch() const { return 24; }
};

class Ranker {
 public:
  virtual ~Ranker() = default;

  // Prepares what all targets share. The ranker and the constraints must outlive it.
  virtual std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const = 0;

  // True where the target lies outside of what the training data covered: its probabilities deserve less trust.
  virtual bool out_of_domain(const Target& target) const = 0;

  virtual std::string name() const = 0;
};

}  // namespace matroute
