// Balancing, collecting and rescoring.
#include "model/search/search_batch.h"

#include <algorithm>
#include <numeric>

namespace matroute {
namespace {

std::string set_text(const ScoredSet& set) {
  std::string text;
  for (const Material* precursor : set.precursors) text += (text.empty() ? "" : " + ") + precursor->formula.text;
  return text;
}

// Orders the precursors of a set as the target names the elements that they supply: BaCO3 before TiO2 for BaTiO3.
void order_by_target(const Target& target, ScoredSet& set) {
  const auto place = [&](const Material* precursor) {
    std::size_t at = 0;
    for (const ElementAmount& item : target.formula.composition) {
      const std::size_t z = atomic_number(item.element);
      if (precursor->elements.test(z) && !ambient_elements().test(z)) return at;
      ++at;
    }
    return at;
  };
  std::ranges::stable_sort(set.precursors, {}, place);
}

std::vector<const Formula*> formulas_of(const ScoredSet& set) {
  std::vector<const Formula*> formulas;
  formulas.reserve(set.precursors.size());
  for (const Material* precursor : set.precursors) formulas.push_back(&precursor->formula);
  return formulas;
}

bool holds(const FoundSets& found, const ScoredSet& set) {
  const auto same = [&](const BalancedPrecursors& one) { return one.set.precursors == set.precursors; };
  return std::ranges::any_of(found.sets, same) || std::ranges::any_of(found.further, same);
}

// Gives found.sets their new probabilities, and orders them by probability. What is missing to a sum of 1 is shared by
// the further sets, in proportion to the ranker's probabilities; a further set is no likelier than the one before it.
void reorder(FoundSets& found, const std::vector<double>& probabilities) {
  double ranked = 0.0;
  double rescored = 0.0;
  for (std::size_t i = 0; i < found.sets.size(); ++i) {
    ranked += found.sets[i].set.probability;
    found.sets[i].set.probability = probabilities[i];
    rescored += probabilities[i];
  }
  std::ranges::stable_sort(found.sets, std::ranges::greater{},
                           [](const BalancedPrecursors& s) { return s.set.probability; });
  const double share = std::max(1.0 - rescored, 0.0) / std::max(1.0 - ranked, 1e-9);
  for (BalancedPrecursors& set : found.further) {
    const double likeliest = found.sets.empty() ? 1.0 : found.sets.back().set.probability;
    set.set.probability = std::min(share * set.set.probability, likeliest);
    found.sets.push_back(std::move(set));
  }
  found.further.clear();
}

}  // namespace

SetCollector::SetCollector(const Target& target, const SetRules& rules, const SetDepth& depth, std::size_t count)
    : target_(target), rules_(rules), depth_(depth), count_(count) {}

bool SetCollector::collect(RankedSets ranked, bool widest) {
  if (!deep_enough_) found_.sets.clear();
  found_.left_out.clear();
  found_.ranked = ranked.sets.size();
  found_.message = std::move(ranked.message);
  for (ScoredSet& set : ranked.sets) {
    deep_enough_ = deep_enough_ || ends_before(set);
    if (deep_enough_ && enough()) return true;
    order_by_target(target_, set);
    if (!deep_enough_ || !holds(found_, set)) add(std::move(set));
  }
  const bool exhausted = widest || ranked.complete;
  deep_enough_ = deep_enough_ || exhausted || found_.sets.size() >= depth_.fewest;
  return deep_enough_ && (exhausted || enough());
}

// True where the sets are as deep as depth_ asks without `next`. The first set is always looked at.
bool SetCollector::ends_before(const ScoredSet& next) const {
  if (found_.sets.empty()) return false;
  if (found_.sets.size() >= depth_.most) return true;
  if (found_.sets.size() < depth_.fewest) return false;
  return next.log_score < found_.sets.front().set.log_score - depth_.log_ratio;
}

void SetCollector::add(ScoredSet set) {
  if (!rules_.balance_filter) {
    found_.sets.push_back({std::move(set), {}});
    return;
  }
  if (set.precursors.size() == 1 && set.precursors.front()->key == target_.key) {
    leave_out(set, "target", "the only precursor is the target itself");
    return;
  }
  if (auto reaction = reaction_of(set)) {
    auto& sets = deep_enough_ ? found_.further : found_.sets;
    sets.push_back({std::move(set), *std::move(reaction)});
  }
}

// Empty where the set does not balance; the reason goes to left_out where wants_left_out().
std::optional<Reaction> SetCollector::reaction_of(const ScoredSet& set) {
  const std::vector<const Formula*> precursors = formulas_of(set);
  if (!wants_left_out()) return balance_if_possible(target_.formula, precursors, rules_.atmosphere);
  auto balanced = balance(target_.formula, precursors, rules_.atmosphere);
  if (balanced) return std::move(balanced).value();
  leave_out(set, balanced.error().reason, balanced.error().message);
  return std::nullopt;
}

// Without keep_left_out, the best set that is no route is kept alone, for the message that there is no route.
bool SetCollector::wants_left_out() const { return rules_.keep_left_out || found_.left_out.empty(); }

void SetCollector::leave_out(const ScoredSet& set, const std::string& reason, const std::string& message) {
  if (wants_left_out()) found_.left_out.push_back({set_text(set), set.probability, reason, message});
}

SearchBatch::SearchBatch(std::vector<const Target*> of, const SetRules& rules, const SetDepth& depth, std::size_t count)
    : targets(std::move(of)), open(targets.size()) {
  collectors.reserve(targets.size());
  for (const Target* target : targets) collectors.emplace_back(*target, rules, depth, count);
  std::iota(open.begin(), open.end(), std::size_t{0});
}

void balance_ranked(SearchBatch& batch, bool widest) {
  std::vector<std::size_t> still_open;
  for (std::size_t i = 0; i < batch.open.size(); ++i) {
    const std::size_t target = batch.open[i];
    if (!batch.collectors[target].collect(std::move(batch.ranked[i]), widest)) still_open.push_back(target);
  }
  batch.ranked.clear();
  batch.open.swap(still_open);
  ++batch.level;
  if (!batch.open.empty()) return;
  for (SetCollector& collector : batch.collectors) batch.found.push_back(collector.take());
}

void rescore_found(SearchBatch& batch, const Rescorer& rescorer) {
  std::vector<std::vector<BalancedPrecursors>> sets;
  sets.reserve(batch.found.size());
  for (FoundSets& found : batch.found) sets.push_back(std::move(found.sets));
  const auto probabilities = rescorer.rescore(batch.targets, sets);
  for (std::size_t i = 0; i < batch.found.size(); ++i) {
    batch.found[i].sets = std::move(sets[i]);
    reorder(batch.found[i], probabilities[i]);
  }
}

}  // namespace matroute
