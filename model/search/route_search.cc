// From ranked sets to balanced routes: rank, balance, and search wider until k routes are found; then rescore.
#include "model/search/route_search.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/parallel_for.h"
#include "chem/gases.h"
#include "chem/periodic_table.h"

namespace matroute {
namespace {

Route plain_route(const ScoredSet& set) {
  Route route;
  route.probability = static_cast<float>(set.probability);
  route.score = static_cast<float>(set.log_score);
  route.method = set.method;
  return route;
}

std::string reason_for_none(const FoundSets& found) {
  if (found.ranked == 0) return found.message;
  if (found.left_out.empty()) return "none of " + std::to_string(found.ranked) + " sets of precursors was looked at";
  const LeftOut& best = found.left_out.front();
  if (found.ranked == 1) return "the only set of precursors, " + best.set + ", is no route: " + best.message;
  return "none of " + std::to_string(found.ranked) + " sets of precursors balances; the likeliest, " + best.set + ": " +
         best.message;
}

// Sets key and molar mass of a component, which is a precursor of the set or else a gas.
void identify(ReactionComponent& component, const ScoredSet& set) {
  const auto named = std::ranges::find(set.precursors, component.formula,
                                       [](const Material* m) -> const std::string& { return m->formula.text; });
  if (named != set.precursors.end()) {
    component.key = (*named)->key;
    component.molar_mass_g_mol = molar_mass_g_mol((*named)->formula.composition);
  } else if (const auto id = gas_by_formula(component.formula)) {
    component.key = gas(*id).key;
    component.molar_mass_g_mol = molar_mass_g_mol(gas(*id).composition);
  }
}

void make_balanced(const Target& target, BalancedPrecursors& found, Route& route) {
  route.equation = equation_text(target.formula, found.reaction);
  route.warnings = std::move(found.reaction.warnings);
  route.components = std::move(found.reaction.components);
  for (ReactionComponent& component : route.components) identify(component, found.set);
}

void make_unbalanced(const BalancedPrecursors& found, Route& route) {
  for (const Material* precursor : found.set.precursors) {
    route.components.push_back({precursor->formula.text, Role::kPrecursor, Rational(0)});
    identify(route.components.back(), found.set);
  }
}

// The first `routes` sets become routes.
TargetRoutes routes_of(const Target& target, const RouteSearchOptions& options, FoundSets found) {
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

// Sort key of targets: those of the same number of elements, and of like elements, stand side by side, since they are
// encoded together and have most precursors in common. The heavier elements count first.
std::tuple<std::size_t, std::uint64_t, std::uint64_t> order_of(const ElementSet& elements) {
  constexpr std::size_t kBits = 64;
  const ElementSet low(~std::uint64_t{0});
  return {elements.count(), (elements >> kBits).to_ullong(), (elements & low).to_ullong()};
}

std::vector<const Target*> in_order_of_elements(std::span<const Target> targets) {
  std::vector<const Target*> order;
  order.reserve(targets.size());
  for (const Target& target : targets) order.push_back(&target);
  std::ranges::stable_sort(order, {}, [](const Target* target) { return order_of(target->elements); });
  return order;
}

// A thread takes 1 to kBatchesAtOnce of the ranker's batches through all stages at once, while their targets are in the
// cache; fewer where there would be less than kPieces pieces of work for the threads.
constexpr std::size_t kBatchesAtOnce = 4;
constexpr std::size_t kPieces = 40;

std::size_t piece_size(std::size_t targets, std::size_t batch) {
  return batch * std::clamp<std::size_t>(targets / (batch * kPieces), 1, kBatchesAtOnce);
}

// Calls answer(piece) for piece_size() targets at a time, on all threads. The answers stand in the order of the
// targets.
template <class Answer, class AnswerPiece>
std::vector<Answer> in_pieces(std::span<const Target> targets, std::size_t batch, const AnswerPiece& answer) {
  const std::size_t size = piece_size(targets.size(), batch);
  const std::vector<const Target*> order = in_order_of_elements(targets);
  std::vector<Answer> answers(targets.size());
  parallel_for((targets.size() + size - 1) / size, 1, [&](std::size_t p) {
    const auto piece = std::span(order).subspan(p * size, std::min(size, targets.size() - p * size));
    std::vector<Answer> found = answer(std::vector<const Target*>(piece.begin(), piece.end()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      answers[static_cast<std::size_t>(piece[i] - targets.data())] = std::move(found[i]);
    }
  });
  return answers;
}

}  // namespace

RouteSearch::RouteSearch(const Ranker& ranker, const Rescorer* rescorer, RouteSearchOptions options)
    : ranker_(ranker),
      rescorer_(options.balance_filter ? rescorer : nullptr),
      options_(std::move(options)),
      rules_{options_.atmosphere, options_.keep_left_out, options_.balance_filter},
      constrained_(ranker.under(options_.constraints)) {
  if (options_.routes == 0) throw Error(ErrorKind::kUsage, "the number of routes per target must be at least 1");
}

std::vector<FoundSets> RouteSearch::balanced_sets(std::span<const Target> targets, const SetDepth& depth,
                                                  std::size_t count) const {
  return in_pieces<FoundSets>(targets, constrained_->preferred_batch(), [&](std::vector<const Target*> piece) {
    SearchBatch batch(std::move(piece), rules_, depth, count);
    rank_and_balance(batch);
    return std::move(batch.found);
  });
}

std::vector<TargetRoutes> RouteSearch::search(std::span<const Target> targets) const {
  const SetDepth depth = rescorer_ == nullptr ? SetDepth{options_.routes, options_.routes} : rescorer_->depth();
  return in_pieces<TargetRoutes>(targets, constrained_->preferred_batch(), [&](std::vector<const Target*> piece) {
    SearchBatch batch(std::move(piece), rules_, depth, options_.routes);
    rank_and_balance(batch);
    if (rescorer_ != nullptr) rescore_found(batch, *rescorer_);
    return answers_of(batch);
  });
}

void RouteSearch::rank_and_balance(SearchBatch& batch) const {
  while (!batch.open.empty()) {
    std::vector<const Target*> open;
    open.reserve(batch.open.size());
    for (const std::size_t position : batch.open) open.push_back(batch.targets[position]);
    batch.ranked = constrained_->rank(open, batch.level);
    balance_ranked(batch, batch.level + 1 == constrained_->levels() || !options_.balance_filter);
  }
}

std::vector<TargetRoutes> RouteSearch::answers_of(SearchBatch& batch) const {
  std::vector<TargetRoutes> answers;
  answers.reserve(batch.targets.size());
  for (std::size_t i = 0; i < batch.targets.size(); ++i) {
    answers.push_back(routes_of(*batch.targets[i], options_, std::move(batch.found[i])));
    answers.back().out_of_domain = ranker_.out_of_domain(*batch.targets[i]);
  }
  return answers;
}

}  // namespace matroute
