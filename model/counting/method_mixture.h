// Joins the sets found for each method of synthesis: one entry per set, with the likeliest method.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "model/counting/counting_beam.h"
#include "model/counting/counting_tables.h"
#include "model/search/material_pool.h"
#include "model/search/ranker.h"

namespace matroute {

class MethodMixture {
 public:
  // The sets found for a method, and log P(method | target).
  void add(Method method, double log_probability, BeamResult&& found);

  // A set's log-score is log sum over methods of P(method | target) exp(score by that method); probabilities are
  // normalised over all sets. Best first; ties stand in the order in which sets were added.
  std::vector<ScoredSet> scored(const MaterialPool& pool) const;

 private:
  struct MixedSet {
    std::vector<std::uint32_t> materials;
    std::array<double, kMethodCount> log_scores;
  };

  std::vector<MixedSet> sets_;
  std::map<std::vector<std::uint32_t>, std::size_t> positions_;
};

}  // namespace matroute
