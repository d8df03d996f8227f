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
#include "model/search/rescorer.h"
#include "model/search/search_batch.h"

namespace matroute {

struct RouteSearchOptions {
  std::size_t routes = 10;                                  // k: at most so many per target; >= 1
  Constraints constraints;                                  // act inside the search
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                               // fill TargetRoutes::left_out
  // For comparisons: off, every ranked set is a route, without equation, the target itself included, and nothing is
  // widened or rescored.
  bool balance_filter = true;
};

struct TargetRoutes {
  std::vector<Route> routes;  // best first; steps and precedents are empty
  std::string message;        // where there are no routes: why
  bool out_of_domain = false;
  double confidence = 0.0;        // sum of the probabilities of the routes, at most 1
  std::vector<LeftOut> left_out;  // those met before there were enough sets, best first by the ranker
};

// Thread-safe after construction. The ranker and the rescorer must outlive it.
class RouteSearch {
 public:
  // rescorer: null where the ranker's own probabilities are the last word. Throws Error (usage) where the options
  // contradict each other.
  RouteSearch(const Ranker& ranker, const Rescorer* rescorer, RouteSearchOptions options);
  RouteSearch(const RouteSearch&) = delete;
  RouteSearch& operator=(const RouteSearch&) = delete;

  // One answer per target, in order, on all threads. The answer for a target depends neither on the other targets nor
  // on the number of threads, bit for bit on one machine.
  std::vector<TargetRoutes> search(std::span<const Target> targets) const;

  // Balanced sets of each target, by the ranker alone. The search widens until they are as deep as `depth` says, and
  // what it finds so far does not depend on `count`: then it goes on until there are so many with further ones.
  std::vector<FoundSets> balanced_sets(std::span<const Target> targets, const SetDepth& depth,
                                       std::size_t count = 0) const;

  const RouteSearchOptions& options() const { return options_; }

 private:
  // Stages of a batch.
  void rank_and_balance(SearchBatch& batch) const;
  std::vector<TargetRoutes> answers_of(SearchBatch& batch) const;

  const Ranker& ranker_;
  const Rescorer* rescorer_;
  RouteSearchOptions options_;
  SetRules rules_;
  std::unique_ptr<const ConstrainedRanker> constrained_;
};

}  // namespace matroute
