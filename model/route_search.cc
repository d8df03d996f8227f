// From ranked sets to balanced routes: rank, balance, and search wider until k routes are found.
#include "model/route_search.h"

#include <algorithm>
#include <array>
#include <exception>
#include <numeric>

namespace matroute {
namespace {

// From fast to exhaustive; a target goes on to the next only while it lacks routes and the search was cut off.
constexpr std::array<SearchLimits, 3> kLimits = {{{10, 120}, {30, 1000}, {100'000, 8000}}};

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

// Sets become routes of one target, best first, until there are enough of them.
class RouteCollector {
 public:
  RouteCollector(const Formula& target, const RouteSearchOptions& options)
      : target_(target), options_(options), target_key_(key_of(target)) {}

  TargetRoutes collect(const RankedSets& ranked) const {
    TargetRoutes answer;
    for (ScoredSet set : ranked.sets) {
      if (answer.routes.size() == options_.routes) break;
      order_by_target(target_, set);
      if (options_.balance_filter)
        add_balanced(set, answer);
      else
        add_unbalanced(set, answer);
    }
    if (answer.routes.empty()) answer.message = reason_for_none(ranked, answer.left_out);
    for (const Route& route : answer.routes) answer.confidence += static_cast<double>(route.probability);
    answer.confidence = std::min(answer.confidence, 1.0);
    if (!options_.keep_left_out) answer.left_out.clear();
    return answer;
  }

 private:
  void add_balanced(const ScoredSet& set, TargetRoutes& answer) const {
    if (set.precursors.size() == 1 && set.precursors.front()->key == target_key_) {
      leave_out(set, "target", "the only precursor is the target itself", answer);
      return;
    }
    auto balanced = balance(target_, formulas_of(set), options_.atmosphere);
    if (!balanced) {
      leave_out(set, balanced.error().reason, balanced.error().message, answer);
      return;
    }
    Route route = plain_route(set);
    route.equation = equation_text(target_, *balanced);
    route.warnings = std::move(balanced->warnings);
    route.components = std::move(balanced->components);
    answer.routes.push_back(std::move(route));
  }

  void add_unbalanced(const ScoredSet& set, TargetRoutes& answer) const {
    Route route = plain_route(set);
    for (const Material* precursor : set.precursors) {
      route.components.push_back({precursor->formula.text, Role::kPrecursor, Rational(0)});
    }
    answer.routes.push_back(std::move(route));
  }

  // Where nobody asked for the list, the best one is kept until the message is written.
  void leave_out(const ScoredSet& set, const std::string& reason, const std::string& message,
                 TargetRoutes& answer) const {
    if (!options_.keep_left_out && !answer.left_out.empty()) return;
    answer.left_out.push_back({set_text(set), set.probability, reason, message});
  }

  static std::string reason_for_none(const RankedSets& ranked, const std::vector<LeftOut>& left_out) {
    if (ranked.sets.empty()) return ranked.message;
    const LeftOut& best = left_out.front();
    if (ranked.sets.size() == 1) return "the only set of precursors, " + best.set + ", is no route: " + best.message;
    const std::string count = std::to_string(ranked.sets.size());
    return "none of " + count + " sets of precursors balances; the likeliest, " + best.set + ": " + best.message;
  }

  const Formula& target_;
  const RouteSearchOptions& options_;
  CompositionKey target_key_;
};

}  // namespace

RouteSearch::RouteSearch(const Ranker& ranker, RouteSearchOptions options)
    : ranker_(ranker), options_(std::move(options)) {
  if (options_.routes == 0) throw Error(ErrorKind::kUsage, "the number of routes per target must be at least 1");
}

std::vector<TargetRoutes> RouteSearch::search(std::span<const Formula> targets) const {
  std::vector<TargetRoutes> answers(targets.size());
  std::vector<std::size_t> open(targets.size());  // targets that still lack routes
  std::iota(open.begin(), open.end(), std::size_t{0});
  for (const SearchLimits& limits : kLimits) {
    std::vector<Formula> asked;
    if (open.size() < targets.size()) {
      for (const std::size_t i : open) asked.push_back(targets[i]);
    }
    const std::span<const Formula> queries = asked.empty() ? targets : std::span<const Formula>(asked);
    const auto ranked = ranker_.rank(queries, options_.constraints, limits);
    std::vector<std::exception_ptr> failures(open.size());
#pragma omp parallel for schedule(dynamic, 4)
    for (std::size_t q = 0; q < open.size(); ++q) {
      try {
        answers[open[q]] = RouteCollector(queries[q], options_).collect(ranked[q]);
      } catch (...) {
        failures[q] = std::current_exception();  // rethrown below: none may leave the parallel region
      }
    }
    for (const auto& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    std::vector<std::size_t> still_open;
    for (std::size_t q = 0; q < open.size(); ++q) {
      const bool enough = answers[open[q]].routes.size() >= options_.routes || ranked[q].complete;
      if (!enough && options_.balance_filter) still_open.push_back(open[q]);
    }
    open.swap(still_open);
    if (open.empty()) break;
  }
  for (std::size_t i = 0; i < targets.size(); ++i) answers[i].out_of_domain = ranker_.out_of_domain(targets[i]);
  return answers;
}

}  // namespace matroute
