// The mixture over methods.
#include "model/counting/method_mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace matroute {
namespace {

double log_sum_exp(std::span<const double> values) {
  const double highest = *std::max_element(values.begin(), values.end());
  double sum = 0.0;
  for (const double value : values) sum += std::exp(value - highest);
  return highest + std::log(sum);
}

}  // namespace

void MethodMixture::add(Method method, double log_probability, BeamResult&& found) {
  for (BeamSet& set : found.sets) {
    const auto [entry, fresh] = positions_.try_emplace(set.materials, sets_.size());
    if (fresh) {
      sets_.push_back({std::move(set.materials), {}});
      sets_.back().log_scores.fill(-std::numeric_limits<double>::infinity());
    }
    sets_[entry->second].log_scores[static_cast<std::size_t>(method)] = log_probability + set.log_score;
  }
}

std::vector<ScoredSet> MethodMixture::scored(const MaterialPool& pool) const {
  std::vector<ScoredSet> result;
  std::vector<double> scores;
  for (const MixedSet& mixed : sets_) {
    ScoredSet set;
    for (const std::uint32_t id : mixed.materials) set.precursors.push_back(&pool.material(id));
    const auto best = std::max_element(mixed.log_scores.begin(), mixed.log_scores.end());
    set.method = static_cast<Method>(best - mixed.log_scores.begin());
    set.log_score = log_sum_exp(mixed.log_scores);
    scores.push_back(set.log_score);
    result.push_back(std::move(set));
  }
  if (result.empty()) return result;
  const double total = log_sum_exp(scores);
  for (ScoredSet& set : result) set.probability = std::exp(set.log_score - total);
  std::stable_sort(result.begin(), result.end(),
                   [](const ScoredSet& a, const ScoredSet& b) { return a.log_score > b.log_score; });
  return result;
}

}  // namespace matroute
