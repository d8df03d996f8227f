// From ranked sets to balanced routes: rank, balance, and search wider until k routes are found.
#include "model/search/route_search.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "base/parallel_for.h"
#include "model/search/anion_context.h"

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

std::vector<const Formula*> formulas_of(const ScoredSet& set) {
  std::vector<const Formula*> formulas;
  formulas.reserve(set.precursors.size());
  for (const Material* precursor : set.precursors) formulas.push_back(&precursor->formula);
  return formulas;
}

Route plain_route(const ScoredSet& set) {
  Route route;
  route.probability = static_cast<float>(set.probability);
  route.score = static_cast<float>(set.log_score);
  route.method = set.method;
  return route;
}

bool holds(const FoundSets& found, const ScoredSet& set) {
  const auto same = [&](const BalancedPrecursors& one) { return one.set.precursors == set.precursors; };
  return std::ranges::any_of(found.sets, same) || std::ranges::any_of(found.further, same);
}

// Picks the sets of one target that balance, search by search.
class SetCollector {
 public:
  SetCollector(const Formula& target, const RouteSearchOptions& options, const SetDepth& depth, std::size_t count)
      : target_(target), options_(options), depth_(depth), count_(count), target_key_(key_of(target)) {}

  // Takes up what a search found, each wider than the one before. False where a still wider one is of use; there is
  // none where `widest`.
  bool collect(RankedSets ranked, bool widest) {
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
    deep_enough_ = deep_enough_ || exhausted || found_.sets.size() >= depth_.least;
    return deep_enough_ && (exhausted || enough());
  }

  FoundSets take() { return std::move(found_); }

 private:
  bool ends_before(const ScoredSet& next) const {
    if (found_.sets.size() == depth_.sets) return true;
    if (found_.sets.empty() || found_.sets.size() < depth_.least) return false;
    return next.log_score < found_.sets.front().set.log_score - depth_.reach;
  }

  bool enough() const { return found_.sets.size() + found_.further.size() >= count_; }

  void add(ScoredSet set) {
    if (!options_.balance_filter) {
      found_.sets.push_back({std::move(set), {}});
      return;
    }
    if (set.precursors.size() == 1 && set.precursors.front()->key == target_key_) {
      leave_out(set, "target", "the only precursor is the target itself");
      return;
    }
    if (auto reaction = reaction_of(set)) {
      auto& sets = deep_enough_ ? found_.further : found_.sets;
      sets.push_back({std::move(set), *std::move(reaction)});
    }
  }

  // Empty where the set does not balance, which is noted.
  std::optional<Reaction> reaction_of(const ScoredSet& set) {
    const std::vector<const Formula*> precursors = formulas_of(set);
    if (!wants_left_out()) return balance_if_possible(target_, precursors, options_.atmosphere);
    auto balanced = balance(target_, precursors, options_.atmosphere);
    if (balanced) return std::move(balanced).value();
    leave_out(set, balanced.error().reason, balanced.error().message);
    return std::nullopt;
  }

  // Where nobody asked for the list, the best one is kept until the message is written.
  bool wants_left_out() const { return options_.keep_left_out || found_.left_out.empty(); }
  void leave_out(const ScoredSet& set, const std::string& reason, const std::string& message) {
    if (wants_left_out()) found_.left_out.push_back({set_text(set), set.probability, reason, message});
  }

  const Formula& target_;
  const RouteSearchOptions& options_;
  const SetDepth& depth_;
  std::size_t count_;
  CompositionKey target_key_;
  FoundSets found_;
  bool deep_enough_ = false;
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

// The first `routes` sets become routes.
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

// In the order of the new probabilities. What these leave is shared by all sets that are not among them, in proportion
// to the ranker's probabilities; a further set is no likelier than the one before it.
void reorder(FoundSets& found, const std::vector<double>& probabilities) {
  double ranked = 0.0;
  double reranked = 0.0;
  for (std::size_t i = 0; i < found.sets.size(); ++i) {
    ranked += found.sets[i].set.probability;
    reranked += found.sets[i].set.probability = probabilities[i];
  }
  std::ranges::stable_sort(found.sets, std::ranges::greater{},
                           [](const BalancedPrecursors& s) { return s.set.probability; });
  const double share = std::max(1.0 - reranked, 0.0) / std::max(1.0 - ranked, 1e-9);
  for (BalancedPrecursors& set : found.further) {
    const double likeliest = found.sets.empty() ? 1.0 : found.sets.back().set.probability;
    set.set.probability = std::min(share * set.set.probability, likeliest);
    found.sets.push_back(std::move(set));
  }
  found.further.clear();
}

// Positions such that targets of like elements stand side by side: these have most precursors in common.
std::vector<std::size_t> order_by_elements(std::span<const Formula> targets) {
  std::vector<std::string> elements;
  elements.reserve(targets.size());
  for (const Formula& target : targets) elements.push_back(target_elements(target, TargetElements::kFull).to_string());
  std::vector<std::size_t> order(targets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const std::string& { return elements[i]; });
  return order;
}

// Up to so many batches go through the whole search together, while their targets are in the cache, but no more than
// one where that leaves fewer than so many parts for the threads. Their number itself must not matter: answers would
// depend on it.
constexpr std::size_t kBatchesOfPart = 4;
constexpr std::size_t kParts = 40;

std::size_t part_size(std::size_t targets, std::size_t batch) {
  return batch * std::clamp<std::size_t>(targets / (batch * kParts), 1, kBatchesOfPart);
}

// answer_part for some targets at a time, on all threads.
template <class Answer, class AnswerPart>
std::vector<Answer> in_parts(std::span<const Formula> targets, std::size_t batch, const AnswerPart& answer_part) {
  const std::size_t size = part_size(targets.size(), batch);
  std::vector<Answer> answers(targets.size());
  const std::vector<std::size_t> order = order_by_elements(targets);
  parallel_for((targets.size() + size - 1) / size, 1, [&](std::size_t p) {
    const auto positions = std::span(order).subspan(p * size, std::min(size, targets.size() - p * size));
    std::vector<Formula> part;
    part.reserve(positions.size());
    for (const std::size_t i : positions) part.push_back(targets[i]);
    std::vector<Answer> found = answer_part(std::span<const Formula>(part));
    for (std::size_t i = 0; i < found.size(); ++i) answers[positions[i]] = std::move(found[i]);
  });
  return answers;
}

}  // namespace

RouteSearch::RouteSearch(const Ranker& ranker, RouteSearchOptions options)
    : ranker_(ranker), options_(std::move(options)), constrained_(ranker.under(options_.constraints)) {
  if (options_.routes == 0) throw Error(ErrorKind::kUsage, "the number of routes per target must be at least 1");
}

std::vector<FoundSets> RouteSearch::balanced_sets(std::span<const Formula> targets, const SetDepth& depth,
                                                  std::size_t count) const {
  return in_parts<FoundSets>(targets, constrained_->batch(),
                             [&](std::span<const Formula> part) { return balanced_sets_of_part(part, depth, count); });
}

std::vector<TargetRoutes> RouteSearch::search(std::span<const Formula> targets) const {
  return in_parts<TargetRoutes>(targets, constrained_->batch(),
                                [&](std::span<const Formula> part) { return search_part(part); });
}

std::vector<FoundSets> RouteSearch::balanced_sets_of_part(std::span<const Formula> targets, const SetDepth& depth,
                                                          std::size_t count) const {
  std::vector<SetCollector> collectors;
  collectors.reserve(targets.size());
  for (const Formula& target : targets) collectors.emplace_back(target, options_, depth, count);
  std::vector<std::size_t> open(targets.size());  // targets that still lack sets
  std::iota(open.begin(), open.end(), std::size_t{0});
  for (std::size_t l = 0; l < kLimits.size() && !open.empty(); ++l) {
    const bool last = l + 1 == kLimits.size() || !options_.balance_filter;
    std::vector<Formula> asked;
    if (open.size() < targets.size()) {
      for (const std::size_t i : open) asked.push_back(targets[i]);
    }
    const std::span<const Formula> queries = asked.empty() ? targets : std::span<const Formula>(asked);
    auto ranked = constrained_->rank(queries, kLimits[l]);
    std::vector<std::size_t> still_open;
    for (std::size_t q = 0; q < open.size(); ++q) {
      if (!collectors[open[q]].collect(std::move(ranked[q]), last)) still_open.push_back(open[q]);
    }
    open.swap(still_open);
  }
  std::vector<FoundSets> found;
  found.reserve(targets.size());
  for (SetCollector& collector : collectors) found.push_back(collector.take());
  return found;
}

std::vector<TargetRoutes> RouteSearch::search_part(std::span<const Formula> targets) const {
  const Rescorer* rescorer = options_.balance_filter ? ranker_.rescorer() : nullptr;
  const SetDepth depth = rescorer == nullptr ? SetDepth{options_.routes, options_.routes} : rescorer->depth();
  auto found = balanced_sets_of_part(targets, depth, options_.routes);
  if (rescorer != nullptr) {
    std::vector<std::vector<BalancedPrecursors>> sets;
    sets.reserve(found.size());
    for (FoundSets& one : found) sets.push_back(std::move(one.sets));
    const auto probabilities = rescorer->rescore(targets, sets);
    for (std::size_t i = 0; i < found.size(); ++i) {
      found[i].sets = std::move(sets[i]);
      reorder(found[i], probabilities[i]);
    }
  }
  std::vector<TargetRoutes> answers;
  answers.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    answers.push_back(routes_of(targets[i], options_, std::move(found[i])));
    answers.back().out_of_domain = ranker_.out_of_domain(targets[i]);
  }
  return answers;
}

}  // namespace matroute
