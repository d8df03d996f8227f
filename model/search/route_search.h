// Ranked sets of precursors become balanced routes: the search is widened until k of them balance.
// Everything that answers a target goes through here, whatever the ranker.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "datasets/results/route.h"
#include "model/search/ranker.h"

namespace matroute {

struct RouteSearchOptions {
  std::size_t routes = 10;                        // k: at most so many per target; >= 1
  Constraints constraints;                        // act inside the search
  Atmosphere atmosphere = Atmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                     // fill TargetRoutes::left_out
  // For comparisons: off, every ranked set is a route, without equation, the target itself included, and nothing is
  // widened.
  bool balance_filter = true;
};

// A set that the ranker proposed and that is no route.
struct LeftOut {
  std::string set;  // "Na2CO3 + TiO2"
  double probability = 0.0;
  std::string reason;  // one word: that of Imbalance, or "target" for the target itself
  std::string message;
};

struct TargetRoutes {
  std::vector<Route> routes;  // best first; steps and precedents are empty
  std::string message;        // where there are no routes: why
  bool out_of_domain = false;
  double confidence = 0.0;        // sum of the probabilities of the routes, at most 1
  std::vector<LeftOut> left_out;  // those met before there were enough sets, best first by the ranker
};

// What was found for one target before routes are made of it.
struct FoundSets {
  std::vector<BalancedPrecursors> sets;     // as deep as was asked for, best first by the ranker
  std::vector<BalancedPrecursors> further;  // less likely, or of a wider search
  std::vector<LeftOut> left_out;            // those met before there were enough; at least the best one
  std::size_t ranked = 0;                   // sets that the ranker proposed
  std::string message;                      // where it proposed none: why
};

// Thread-safe after construction. The ranker must outlive it.
class RouteSearch {
 public:
  // Throws Error (usage) where the options contradict each other.
  RouteSearch(const Ranker& ranker, RouteSearchOptions options);
  RouteSearch(const RouteSearch&) = delete;
  RouteSearch& operator=(const RouteSearch&) = delete;

  // One answer per target, in order, on all OpenMP threads; independent of the batch and the number of threads.
  std::vector<TargetRoutes> search(std::span<const Formula> targets) const;

  // Balanced sets of each target, by the ranker alone. The search widens until they are as deep as `depth` says, and
  // what it finds so far does not depend on `count`: then it goes on until there are so many with further ones.
  std::vector<FoundSets> balanced_sets(std::span<const Formula> targets, const SetDepth& depth,
                                       std::size_t count = 0) const;

  const RouteSearchOptions& options() const { return options_; }

 private:
  std::vector<FoundSets> balanced_sets_of_part(std::span<const Formula> targets, const SetDepth& depth,
                                               std::size_t count) const;
  std::vector<TargetRoutes> search_part(std::span<const Formula> targets) const;

  const Ranker& ranker_;
  RouteSearchOptions options_;
  std::unique_ptr<const ConstrainedRanker> constrained_;
};

}  // namespace matroute
