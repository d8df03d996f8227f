// Ranked sets of precursors become balanced routes: the search is widened until k of them balance. Every answer to a
// target is made by RouteSearch, whatever the ranker.
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
  std::size_t routes = 10;                                  // k: the most routes of a target; >= 1
  Constraints constraints;                                  // act inside the search
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                               // fill TargetRoutes::left_out
  // false, for comparisons: every ranked set is a route without an equation, even the target itself as its only
  // precursor, and the search is neither widened nor rescored.
  bool balance_filter = true;
};

struct TargetRoutes {
  std::vector<Route> routes;  // best first; steps and precedents are empty
  std::string message;        // why there are no routes; empty where there are some
  bool out_of_domain = false;
  double confidence = 0.0;        // sum of the probabilities of the routes, at most 1
  std::vector<LeftOut> left_out;  // sets that are no routes, met before enough sets balanced; best first by the ranker
};

// Thread-safe after construction. The ranker and the rescorer must outlive it.
class RouteSearch {
 public:
  // rescorer: may be null, where the ranker's own probabilities are final. Throws Error (usage) where options.routes is
  // 0.
  RouteSearch(const Ranker& ranker, const Rescorer* rescorer, RouteSearchOptions options);
  RouteSearch(const RouteSearch&) = delete;
  RouteSearch& operator=(const RouteSearch&) = delete;

  // One answer per target, in order, on all threads. The answer for a target depends neither on the other targets nor
  // on the number of threads, bit for bit on one machine.
  std::vector<TargetRoutes> search(std::span<const Target> targets) const;

  // Balanced sets of each target, by the ranker alone. The search widens until FoundSets::sets are as deep as `depth`
  // asks; they do not depend on `count`. It widens on until there are `count` sets, those of FoundSets::further
  // included.
  std::vector<FoundSets> balanced_sets(std::span<const Target> targets, const SetDepth& depth,
                                       std::size_t count = 0) const;

  const RouteSearchOptions& options() const { return options_; }

 private:
  // The stages that a batch of targets goes through.
  void rank_and_balance(SearchBatch& batch) const;
  std::vector<TargetRoutes> answers_of(SearchBatch& batch) const;

  const Ranker& ranker_;
  const Rescorer* rescorer_;
  RouteSearchOptions options_;
  SetRules rules_;
  std::unique_ptr<const ConstrainedRanker> constrained_;
};

}  // namespace matroute
