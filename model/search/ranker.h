// The one door through which every ranker goes: target and constraints in, scored sets of precursors out.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "chem/composition_key.h"
#include "chem/formula.h"
#include "datasets/recipes/recipe.h"

namespace matroute {

// A precursor that can be chosen: of the model's vocabulary or of a user's stock.
struct Material {
  Formula formula;      // in the form it is printed: the commonest one, or as the stock file has it
  CompositionKey key;   // its identity
  ElementSet elements;  // of its composition without hydrate water
};

// Throws Error (input) where the text is no formula.
Material make_material(const std::string& text);

// What a user asks of every route. All of it acts inside the search.
struct Constraints {
  std::optional<Method> method;                // empty: any
  std::optional<std::vector<Material>> stock;  // where given, nothing else is used
  ElementSet forbidden_elements;               // no precursor holds any of them
  std::vector<CompositionKey> forbidden_precursors;
  ElementSet required_elements;               // some precursor holds each of them
  std::vector<Material> required_precursors;  // each is in the set
};

struct ScoredSet {
  std::vector<const Material*> precursors;  // owned by the ranker or the constraints; distinct keys
  Method method = Method::kSolidState;      // the likelier one
  double log_score = 0.0;
  double probability = 0.0;  // over all sets that the search reached; they sum to at most 1
};

// How far the search goes.
struct SearchLimits {
  std::size_t candidates_per_element = 10;  // >= 1
  std::size_t beam_width = 120;             // >= 1
  // For rankers whose scores are probabilities: what is less likely than exp(prune) times the best found is dropped.
  double prune = -9.0;
};

struct RankedSets {
  std::vector<ScoredSet> sets;  // best first; ties in a fixed order
  std::string message;          // where there are none: why
  bool complete = false;        // the limits cut nothing off: wider ones would bring no more sets
};

// A set that balances.
struct BalancedPrecursors {
  ScoredSet set;
  Reaction reaction;
};

// Which balanced sets of a target are kept, best first by the ranker.
struct SetDepth {
  std::size_t sets = 0;   // at most
  std::size_t least = 0;  // searched for and kept however unlikely
  // Beyond these, sets less likely than exp(-reach) times the best are left.
  double reach = std::numeric_limits<double>::infinity();
};

// A second look at the sets of a target, once it is known which of them balance.
class Rescorer {
 public:
  virtual ~Rescorer() = default;

  // The balanced sets that it wants to see of each target.
  virtual SetDepth depth() const = 0;

  // New probabilities, one per set, that sum to at most 1 for each target; what is missing is the probability that the
  // recorded set is none of these. sets: one list per target, best first by the ranker. Thread-safe.
  virtual std::vector<std::vector<double>> rescore(std::span<const Formula> targets,
                                                   std::span<const std::vector<BalancedPrecursors>> sets) const = 0;
};

// A ranker under the constraints of one user.
class ConstrainedRanker {
 public:
  virtual ~ConstrainedRanker() = default;

  // One answer per target, in order. Thread-safe: it is for the caller to share targets out among threads. The answers
  // depend on the batch by rounding alone.
  virtual std::vector<RankedSets> rank(std::span<const Formula> targets, const SearchLimits& limits) const = 0;

  // So many targets at a time, or a small multiple, cost the least.
  virtual std::size_t batch() const { return 24; }
};

class Ranker {
 public:
  virtual ~Ranker() = default;

  // What all targets share is made ready once. The ranker and the constraints must outlive it.
  virtual std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const = 0;

  // ConstrainedRanker::rank for one call. The sets point into the ranker and the constraints.
  std::vector<RankedSets> rank(std::span<const Formula> targets, const Constraints& constraints,
                               const SearchLimits& limits) const {
    return under(constraints)->rank(targets, limits);
  }

  // The target lies outside of what the training data covered; its probabilities deserve less trust.
  virtual bool out_of_domain(const Formula& target) const = 0;

  virtual std::string name() const = 0;

  // Null where the ranker's own scores are the last word.
  virtual const Rescorer* rescorer() const { return nullptr; }
};

}  // namespace matroute
