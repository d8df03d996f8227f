// The counting ranker: for each element of a target the precursors seen with it, counted within the target's anion
// context with back-off to all contexts; sets by beam search, rarest element first. Nothing is learned: it is the
// yardstick that a network has to beat.
#pragma once

#include <memory>

#include "model/counting/counting_data.h"
#include "model/counting/counting_tables.h"
#include "model/counting/set_beam.h"
#include "model/search/material_pool.h"
#include "model/search/ranker.h"

namespace matroute {

class CountingRanker : public Ranker {
 public:
  // Throws Error (model), naming `where`, where a precursor of the data is no formula.
  CountingRanker(const CountingData& data, TargetElements elements, const std::string& where);

  // s(p | e, g) = (count[g, e][p] + 5 P(p | e)) / (count[g, e] + 5); a set's score is the sum of log s. Where any
  // method will do, a set's score is log sum over methods of P(method | target) exp(score by that method).
  std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const override;

  // An element of the target was never seen in its anion context.
  bool out_of_domain(const Formula& target) const override;

  std::string name() const override { return "counting"; }

 private:
  class Constrained;
  struct Query;
  struct Candidates;

  RankedSets rank_one(const Formula& target, const MaterialPool& pool, const SearchLimits& limits) const;
  Candidates candidates_for(const Query& query, Element element) const;
  void score_known(const Query& query, Element element, Candidates& found) const;
  void score_stock(const Query& query, Element element, Candidates& found) const;
  // Empty with a message in `message` where an element has no precursor.
  BeamResult sets_by_method(const Query& query, std::string& message) const;

  TargetElements elements_;
  Vocabulary vocabulary_;
  CountingTables tables_;
};

}  // namespace matroute
