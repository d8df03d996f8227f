// Ranks the recipes that were held out.
#include "train/held_out.h"

#include <algorithm>
#include <map>

#include "chem/composition_key.h"
#include "model/rerank/set_rescorer.h"
#include "model/search/route_search.h"
#include "train/folds.h"
#include "train/key_set.h"

namespace matroute {
namespace {

std::vector<CompositionKey> keys_of(const ScoredSet& set) {
  std::vector<CompositionKey> keys;
  for (const Material* precursor : set.precursors) keys.push_back(precursor->key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

std::vector<HeldOut> rank_held_out(const NetworkRanker& ranker, const SetStatistics& statistics,
                                   std::span<const Recipe> recipes, const std::vector<std::size_t>& rows) {
  const std::vector<float> weights = paper_weights(recipes);
  std::vector<HeldOut> held_out;
  std::map<Method, std::pair<std::vector<Target>, std::vector<std::size_t>>> by_method;
  for (const std::size_t row : rows) {
    HeldOut one;
    one.recipe = row;
    auto target = parse_formula(recipes[row].target);
    one.readable = static_cast<bool>(target);
    one.ranked.weight = weights[row];
    if (target) {
      auto& [targets, positions] = by_method[recipes[row].method];
      targets.push_back(make_target(std::move(target).value()));
      one.least_seen = ranker.counts().tables.least_seen(targets.back());
      positions.push_back(held_out.size());
    }
    held_out.push_back(std::move(one));
  }
  for (const auto& [method, group] : by_method) {
    const auto& [targets, positions] = group;
    RouteSearchOptions options;
    options.constraints.method = method;
    auto found = RouteSearch(ranker, nullptr, options).balanced_sets(targets, kRerankDepth, kTopK.back());
    std::vector<std::vector<BalancedPrecursors>> sets;
    sets.reserve(found.size());
    for (FoundSets& one : found) sets.push_back(std::move(one.sets));
    std::vector<const Target*> pointers;
    for (const Target& target : targets) pointers.push_back(&target);
    auto lists = featurize(ranker.counts(), statistics, pointers, sets);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      HeldOut& one = held_out[positions[i]];
      const auto recorded = recorded_set(recipes[one.recipe]);
      one.readable = static_cast<bool>(recorded);
      for (const BalancedPrecursors& set : sets[i]) one.probabilities.push_back(set.set.probability);
      if (one.readable) note_recorded(sets[i], found[i].further, *recorded, one);
      one.ranked.list = std::move(lists[i]);
    }
  }
  return held_out;
}

void note_recorded(std::span<const BalancedPrecursors> sets, std::span<const BalancedPrecursors> further,
                   const std::vector<CompositionKey>& recorded, HeldOut& one) {
  const auto is_recorded = [&](const BalancedPrecursors& found) { return keys_of(found.set) == recorded; };
  const auto listed = std::ranges::find_if(sets, is_recorded);
  if (listed != sets.end()) one.ranked.answer = listed - sets.begin();
  const auto behind = std::ranges::find_if(further, is_recorded);
  if (behind != further.end()) one.further = static_cast<std::size_t>(behind - further.begin()) + 1;
}

Outcome outcome_of(const Recipe& recipe, const HeldOut& one, const std::vector<double>& probabilities) {
  Outcome outcome;
  outcome.doi = recipe.doi;
  outcome.readable = one.readable;
  std::size_t better = 0;
  for (std::size_t j = 0; j < probabilities.size(); ++j) {
    outcome.probability = std::max(outcome.probability, probabilities[j]);
    outcome.confidence += probabilities[j];
    if (one.ranked.answer < 0) continue;
    const auto answer = static_cast<std::size_t>(one.ranked.answer);
    const double of_answer = probabilities[answer];
    if (probabilities[j] > of_answer || (probabilities[j] == of_answer && j < answer)) ++better;
  }
  std::size_t rank = one.ranked.answer >= 0 ? better + 1 : 0;
  if (one.further > 0) rank = probabilities.size() + one.further;
  if (rank <= kTopK.back()) outcome.rank = rank;
  return outcome;
}

}  // namespace matroute
