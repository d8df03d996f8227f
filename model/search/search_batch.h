// The search of a batch of targets as one value that goes through stages: rank and balance, level after level, then
// rescore. route_search.h runs the stages.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "datasets/results/route.h"
#include "model/search/ranker.h"
#include "model/search/rescorer.h"

namespace matroute {

// Rules that tell which sets are no routes, and which of those sets are noted.
struct SetRules {
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                               // note every set that is no route, not the best one alone
  bool balance_filter = true;                               // off: every ranked set is kept, without a reaction
};

// The sets found for one target, before routes are made of them.
struct FoundSets {
  std::vector<BalancedPrecursors> sets;     // as deep as SetDepth asks, best first by the ranker
  std::vector<BalancedPrecursors> further;  // sets beyond that depth: less likely, or of a wider search
  std::vector<LeftOut> left_out;            // sets that are no routes, met before enough balanced
  std::size_t ranked = 0;                   // sets that the ranker proposed
  std::string message;                      // why the ranker proposed no set; empty where it did
};

// Picks the sets of one target that balance, level by level.
class SetCollector {
 public:
  // The target and the rules must outlive the collector. depth: of FoundSets::sets. count: sets that are wanted, those
  // of FoundSets::further included.
  SetCollector(const Target& target, const SetRules& rules, const SetDepth& depth, std::size_t count);

  // Takes the sets that the ranker found at one level, each wider than the one before. widest: no level follows.
  // Returns false where a wider search is of use.
  bool collect(RankedSets ranked, bool widest);

  FoundSets take() { return std::move(found_); }

 private:
  bool ends_before(const ScoredSet& next) const;
  bool enough() const { return found_.sets.size() + found_.further.size() >= count_; }
  void add(ScoredSet set);
  std::optional<Reaction> reaction_of(const ScoredSet& set);
  bool wants_left_out() const;
  void leave_out(const ScoredSet& set, const std::string& reason, const std::string& message);

  const Target& target_;
  const SetRules& rules_;
  SetDepth depth_;
  std::size_t count_;
  FoundSets found_;
  bool deep_enough_ = false;
};

struct SearchBatch {
  // All targets are open at level 0. Targets and rules must outlive the batch.
  SearchBatch(std::vector<const Target*> of, const SetRules& rules, const SetDepth& depth, std::size_t count);

  std::vector<const Target*> targets;
  std::vector<SetCollector> collectors;  // one per target
  std::vector<std::size_t> open;         // positions of the targets that still lack sets
  std::size_t level = 0;                 // level of the ranker to be searched next
  std::vector<RankedSets> ranked;        // one per open target, between ranking and balancing
  std::vector<FoundSets> found;          // one per target; empty while a target is open
};

// Balances batch.ranked: targets that have enough sets are closed, the others stay open for the next level. widest: no
// level follows, so that all targets are closed.
void balance_ranked(SearchBatch& batch, bool widest);

// Gives the sets of batch.found the rescorer's probabilities and orders them by probability.
void rescore_found(SearchBatch& batch, const Rescorer& rescorer);

}  // namespace matroute
