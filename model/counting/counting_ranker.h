// The counting ranker: for each element of a target the precursors seen with it, counted within the target's anion
// context with back-off to all contexts; sets by beam search, rarest element first. Nothing is learned: it is the
// yardstick that a network has to beat.
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

// From fast to exhaustive. Steps are small: of ten routes, one target in twenty wants the second search, and a wide one
// costs as much as many narrow ones.
inline constexpr std::array<CountingLimits, 4> kCountingLevels = {{{10, 120}, {10, 300}, {30, 1200}, {100'000, 8000}}};

class CountingRanker : public Ranker {
 public:
  // levels: from fast to exhaustive, at least one.
  CountingRanker(std::shared_ptr<const Counts> counts, TargetElements elements,
                 std::vector<CountingLimits> levels = {kCountingLevels.begin(), kCountingLevels.end()});

  // s(p | e, g) = (count[g, e][p] + 5 P(p | e)) / (count[g, e] + 5); a set's score is the sum of log s. Where any
  // method will do, a set's score is log sum over methods of P(method | target) exp(score by that method).
  std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const override;

  // An element of the target was never seen in its anion context.
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
  // Empty with a message in `message` where an element has no precursor.
  BeamResult sets_by_method(const Query& query, std::string& message) const;

  std::shared_ptr<const Counts> counts_;
  const CountingTables& tables_;  // of counts_
  TargetElements elements_;
  std::vector<CountingLimits> levels_;
};

}  // namespace matroute
