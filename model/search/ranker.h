// The one door through which every ranker goes: targets and constraints in, scored sets of precursors out.
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
  Method method = Method::kSolidState;      // the likelier one
  double log_score = 0.0;
  double probability = 0.0;  // over all sets that the search reached; they sum to at most 1
};

struct RankedSets {
  std::vector<ScoredSet> sets;  // best first; ties in a fixed order
  std::string message;          // where there are none: why
  bool complete = false;        // nothing was cut off: a wider search would bring no more sets
};

// A ranker under the constraints of one user.
class ConstrainedRanker {
 public:
  virtual ~ConstrainedRanker() = default;

  // How many searches there are, each wider than the one before; at least 1. The first is for most targets, the last
  // leaves out nothing that the ranker can reach.
  virtual std::size_t levels() const = 0;

  // One answer per target, in order; level < levels(). Thread-safe: it is for the caller to share targets out among
  // threads. The answer for a target does not depend on the others, bit for bit.
  virtual std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t level) const = 0;

  // Targets that are ranked at the least cost together, or in a small multiple of their number; at least 1.
  virtual std::size_t preferred_batch() const { return 24; }
};

class Ranker {
 public:
  virtual ~Ranker() = default;

  // What all targets share is made ready once. The ranker and the constraints must outlive it.
  virtual std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const = 0;

  // The target lies outside of what the training data covered; its probabilities deserve less trust.
  virtual bool out_of_domain(const Target& target) const = 0;

  virtual std::string name() const = 0;
};

}  // namespace matroute
