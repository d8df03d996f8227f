// The counting ranker: for each element of a target the precursors seen with it, counted within the target's anion
// context with back-off to all contexts; sets by beam search, rarest element first. Nothing is learned: the counting
// ranker is the yardstick that a network has to beat.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "model/counting/counting_beam.h"
#include "model/counting/counts.h"
#include "model/search/material_pool.h"
#include "model/search/ranker.h"

namespace matroute {

// How far a search goes.
struct CountingLimits {
  std::size_t candidates_per_element = 0;  // >= 1
  std::size_t beam_width = 0;              // >= 1
};

// The levels of the search, from fast to exhaustive. The first ones differ little, since a wide search costs as much as
// many narrow ones: for ten routes, one target in twenty needs the second level.
inline constexpr std::array<CountingLimits, 4> kCountingLevels = {{{10, 120}, {10, 300}, {30, 1200}, {100'000, 8000}}};

class CountingRanker : public Ranker {
 public:
  // levels: from fast to exhaustive, at least one.
  CountingRanker(std::shared_ptr<const Counts> counts, TargetElements elements,
                 std::vector<CountingLimits> levels = {kCountingLevels.begin(), kCountingLevels.end()});

  // s(p | e, g) = (count[g, e][p] + 5 P(p | e)) / (count[g, e] + 5); for precursor p, element e and anion context g; a
  // set's score is the sum of log s. Where the constraints name no method, a set's score is log sum over methods of
  // P(method | target) exp(score by that method).
  std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const override;

  // True where an element of the target that needs a precursor was never seen in the target's anion context.
  bool out_of_domain(const Target& target) const override;

  std::string name() const override { return "counting"; }

 private:
  class Constrained;
  struct Query;
  struct Candidates;

  RankedSets rank_one(const Target& target, const MaterialPool& pool, const CountingLimits& limits) const;
  Candidates candidates_for(const Query& query, Element element) const;
  void score_known(const Query& query, Element element, Candidates& found) const;
  void score_stock(const Query& query, Element element, Candidates& found) const;
  // No sets, and the reason in `message`, where an element has no precursor or no set holds the required elements.
  BeamResult sets_by_method(const Query& query, std::string& message) const;

  std::shared_ptr<const Counts> counts_;
  const CountingTables& tables_;  // of counts_
  TargetElements elements_;
  std::vector<CountingLimits> levels_;
};

}  // namespace matroute
