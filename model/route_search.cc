// From ranked sets to balanced routes: rank, balance, and search wider until k routes are found.
#include "model/route_search.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "chem/parallel_for.h"

namespace matroute {
namespace {

// From fast to exhaustive; a target goes on to the next only while it lacks routes and the search was cut off. Steps
// are small: of ten routes, one target in twenty wants the second search, and a wide one costs as much as many narrow
// ones.
constexpr std::array<SearchLimits, 4> kLimits = {
    {{10, 120, -9}, {10, 300, -14}, {30, 1200, -20}, {100'000, 8000, -1e30}}};

std::string set_text(const ScoredSet& set) {
  std::string text;
  for (const Material* precursor : set.precursors) text += (text.empty() ? "" : " + ") + precursor->formula.text;
  return text;
}

// The precursors in the order in which the target names what they supply: BaCO3 before TiO2 for BaTiO3.
void order_by_target(const Formula& target, ScoredSet& set) {
  const auto place = [&](const Material* precursor) {
    std::size_t at = 0;
    for (const ElementAmount& item : target.composition) {
      const std::size_t z = atomic_number(item.element);
      if (precursor->elements.test(z) && !ambient_elements().test(z)) return at;
      ++at;
    }
    return at;
  };
  std::ranges::stable_sort(set.precursors, {}, place);
}

std::vector<Formula> formulas_of(const ScoredSet& set) {
  std::vector<Formula> formulas;
  for (const Material* precursor : set.precursors) formulas.push_back(precursor->formula);
  return formulas;
}

Route plain_route(const ScoredSet& set) {
  Route route;
  route.probability = static_cast<float>(set.probability);
  route.score = static_cast<float>(set.log_score);
  route.method = set.method;
  return route;
}

// Picks the sets of one target that balance, best first.
class SetCollector {
 public:
  SetCollector(const Formula& target, const RouteSearchOptions& options, const SetDepth& depth)
      : target_(target), options_(options), depth_(depth), target_key_(key_of(target)) {}

  FoundSets collect(const RankedSets& ranked) const {
    FoundSets found;
    found.ranked = ranked.sets.size();
    found.message = ranked.message;
    for (ScoredSet set : ranked.sets) {
      if (is_enough(found, set)) return found;
      order_by_target(target_, set);
      add(std::move(set), found);
    }
    found.complete = ranked.complete;
    return found;
  }

 private:
  // With this set next.
  bool is_enough(const FoundSets& found, const ScoredSet& next) const {
    if (found.sets.size() == depth_.sets) return true;
    if (found.sets.empty() || found.sets.size() < depth_.least) return false;
    return next.log_score < found.sets.front().set.log_score - depth_.reach;
  }

  void add(ScoredSet set, FoundSets& found) const {
    if (!options_.balance_filter) {
      found.sets.push_back({std::move(set), {}});
      return;
    }
    if (set.precursors.size() == 1 && set.precursors.front()->key == target_key_) {
      leave_out(set, "target", "the only precursor is the target itself", found);
      return;
    }
    auto balanced = balance(target_, formulas_of(set), options_.atmosphere);
    if (!balanced) {
      leave_out(set, balanced.error().reason, balanced.error().message, found);
      return;
    }
    found.sets.push_back({std::move(set), std::move(balanced).value()});
  }

  // Where nobody asked for the list, the best one is kept until the message is written.
  void leave_out(const ScoredSet& set, const std::string& reason, const std::string& message, FoundSets& found) const {
    if (!options_.keep_left_out && !found.left_out.empty()) return;
    found.left_out.push_back({set_text(set), set.probability, reason, message});
  }

  const Formula& target_;
  const RouteSearchOptions& options_;
  const SetDepth& depth_;
  CompositionKey target_key_;
};

std::string reason_for_none(const FoundSets& found) {
  if (found.ranked == 0) return found.message;
  const LeftOut& best = found.left_out.front();
  if (found.ranked == 1) return "the only set of precursors, " + best.set + ", is no route: " + best.message;
  return "none of " + std::to_string(found.ranked) + " sets of precursors balances; the likeliest, " + best.set + ": " +
         best.message;
}

void make_balanced(const Formula& target, BalancedPrecursors& found, Route& route) {
  route.equation = equation_text(target, found.reaction);
  route.warnings = std::move(found.reaction.warnings);
  route.components = std::move(found.reaction.components);
}

void make_unbalanced(const BalancedPrecursors& found, Route& route) {
  for (const Material* precursor : found.set.precursors) {
    route.components.push_back({precursor->formula.text, Role::kPrecursor, Rational(0)});
  }
}

// The first `routes` sets become routes; of what was left out, that which ranked above the last of them remains.
TargetRoutes routes_of(const Formula& target, const RouteSearchOptions& options, FoundSets found) {
  TargetRoutes answer;
  if (found.sets.empty()) answer.message = reason_for_none(found);
  if (found.sets.size() > options.routes) found.sets.resize(options.routes);
  for (BalancedPrecursors& set : found.sets) {
    Route route = plain_route(set.set);
    if (options.balance_filter)
      make_balanced(target, set, route);
    else
      make_unbalanced(set, route);
    answer.confidence += static_cast<double>(route.probability);
    answer.routes.push_back(std::move(route));
  }
  answer.confidence = std::min(answer.confidence, 1.0);
  if (options.keep_left_out) answer.left_out = std::move(found.left_out);
  return answer;
}

// In the order of the new probabilities.
void reorder(FoundSets& found, const std::vector<double>& probabilities) {
  for (std::size_t i = 0; i < found.sets.size(); ++i) found.sets[i].set.probability = probabilities[i];
  std::ranges::stable_sort(found.sets, std::ranges::greater{},
                           [](const BalancedPrecursors& s) { return s.set.probability; });
}

// Sets that no re-ranker saw stand behind those that it did: each as likely as the ranker says, but no likelier than the
// one before it, and all of them within what the others leave.
void append(FoundSets& found, FoundSets further) {
  double room = 1.0;
  for (const BalancedPrecursors& set : found.sets) room -= set.set.probability;
  for (BalancedPrecursors& set : further.sets) {
    double& probability = set.set.probability;
    if (!found.sets.empty()) probability = std::min(probability, found.sets.back().set.probability);
    probability = std::clamp(room, 0.0, probability);
    room -= probability;
    found.sets.push_back(std::move(set));
  }
  if (!further.sets.empty()) found.left_out = std::move(further.left_out);
}

bool holds(const FoundSets& found, const BalancedPrecursors& set) {
  return std::ranges::any_of(found.sets, [&](const auto& one) { return one.set.precursors == set.set.precursors; });
}

}  // namespace

RouteSearch::RouteSearch(const Ranker& ranker, RouteSearchOptions options)
    : ranker_(ranker), options_(std::move(options)) {
  if (options_.routes == 0) throw Error(ErrorKind::kUsage, "the number of routes per target must be at least 1");
}

std::vector<FoundSets> RouteSearch::balanced_sets(std::span<const Formula> targets, const SetDepth& depth) const {
  std::vector<FoundSets> answers(targets.size());
  std::vector<std::size_t> open(targets.size());  // targets that still lack routes
  std::iota(open.begin(), open.end(), std::size_t{0});
  for (const SearchLimits& limits : kLimits) {
    std::vector<Formula> asked;
    if (open.size() < targets.size()) {
      for (const std::size_t i : open) asked.push_back(targets[i]);
    }
    const std::span<const Formula> queries = asked.empty() ? targets : std::span<const Formula>(asked);
    const auto ranked = ranker_.rank(queries, options_.constraints, limits);
    parallel_for(open.size(), 4, [&](std::size_t q) {
      answers[open[q]] = SetCollector(queries[q], options_, depth).collect(ranked[q]);
    });
    std::vector<std::size_t> still_open;
    for (std::size_t q = 0; q < open.size(); ++q) {
      const bool enough = answers[open[q]].sets.size() >= depth.least || ranked[q].complete;
      if (!enough && options_.balance_filter) still_open.push_back(open[q]);
    }
    open.swap(still_open);
    if (open.empty()) break;
  }
  for (const std::size_t i : open) answers[i].complete = true;
  return answers;
}

std::vector<FoundSets> RouteSearch::further_sets(std::span<const Formula> targets, std::span<const FoundSets> found,
                                                 std::size_t count) const {
  std::vector<Formula> asked;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (found[i].complete || found[i].sets.size() >= count) continue;
    asked.push_back(targets[i]);
    open.push_back(i);
  }
  std::vector<FoundSets> further(targets.size());
  if (open.empty()) return further;
  auto wider = balanced_sets(asked, {.sets = count, .least = count});
  for (std::size_t q = 0; q < open.size(); ++q) {
    std::erase_if(wider[q].sets, [&](const BalancedPrecursors& set) { return holds(found[open[q]], set); });
    further[open[q]] = std::move(wider[q]);
  }
  return further;
}

std::vector<TargetRoutes> RouteSearch::search(std::span<const Formula> targets) const {
  const Rescorer* rescorer = options_.balance_filter ? ranker_.rescorer() : nullptr;
  const SetDepth depth = rescorer == nullptr ? SetDepth{options_.routes, options_.routes} : rescorer->depth();
  auto found = balanced_sets(targets, depth);
  if (rescorer != nullptr) {
    auto further = further_sets(targets, found, options_.routes);
    std::vector<std::vector<BalancedPrecursors>> sets;
    sets.reserve(found.size());
    for (FoundSets& one : found) sets.push_back(std::move(one.sets));
    const auto probabilities = rescorer->rescore(targets, sets);
    for (std::size_t i = 0; i < found.size(); ++i) {
      found[i].sets = std::move(sets[i]);
      reorder(found[i], probabilities[i]);
      append(found[i], std::move(further[i]));
    }
  }
  std::vector<TargetRoutes> answers(targets.size());
  parallel_for(targets.size(), 4, [&](std::size_t i) {
    answers[i] = routes_of(targets[i], options_, std::move(found[i]));
    answers[i].out_of_domain = ranker_.out_of_domain(targets[i]);
  });
  return answers;
}

}  // namespace matroute
