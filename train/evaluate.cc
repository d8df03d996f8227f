// Evaluation in four steps: read, search, compare, score.
#include "train/evaluate.h"

#include <algorithm>

#include "chem/composition_key.h"
#include "model/search/route_search.h"
#include "train/key_set.h"

namespace matroute {
namespace {

struct Query {
  std::size_t row = 0;
  Target target;
  KeySet recorded;
};

// Empty, with the reason in row.message, where a formula of the recipe cannot be read.
std::optional<Query> read_recipe(const Recipe& recipe, std::size_t index, EvaluatedRow& row) {
  auto target = parse_formula(recipe.target);
  if (!target) {
    row.message = target.error().message;
    return std::nullopt;
  }
  auto recorded = recorded_set(recipe);
  if (!recorded) {
    row.message = recorded.error();
    return std::nullopt;
  }
  return Query{index, make_target(std::move(target).value()), std::move(recorded).value()};
}

std::optional<Method> asked_method(const AskedMethod& asked, Method recorded) {
  return asked.recorded ? std::optional(recorded) : asked.method;
}

void compare(const Query& query, const TargetRoutes& answer, EvaluatedRow& row) {
  Outcome& outcome = row.outcome;
  outcome.routes = answer.routes.size();
  outcome.confidence = answer.confidence;
  row.message = answer.message;
  if (answer.routes.empty()) return;
  outcome.probability = static_cast<double>(answer.routes.front().probability);
  for (std::size_t r = 0; r < answer.routes.size() && outcome.rank == 0; ++r) {
    if (precursors_of(answer.routes[r]) == query.recorded) outcome.rank = r + 1;
  }
}

void answer_queries(const Ranker& ranker, const Rescorer* rescorer, const std::vector<Query>& queries,
                    std::optional<Method> method, Evaluation& evaluation) {
  if (queries.empty()) return;
  RouteSearchOptions options;
  options.routes = evaluation.options.routes;
  options.balance_filter = evaluation.options.balance_filter;
  options.constraints.method = method;
  std::vector<Target> targets;
  targets.reserve(queries.size());
  for (const Query& query : queries) targets.push_back(query.target);
  const auto answers = RouteSearch(ranker, rescorer, options).search(targets);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    compare(queries[q], answers[q], evaluation.rows[queries[q].row]);
  }
}

std::optional<Novelty> novelty_of(const Target& target, const SeenTargets& seen) {
  if (seen.targets.empty()) return std::nullopt;
  const auto holds = [](const std::vector<std::uint64_t>& hashes, std::uint64_t hash) {
    return std::binary_search(hashes.begin(), hashes.end(), hash);
  };
  if (holds(seen.targets, target_hash(target.key))) return Novelty::kSeenTarget;
  return holds(seen.systems, system_hash(elements_of(target.key))) ? Novelty::kUnseenTarget : Novelty::kUnseenSystem;
}

void score_groups(Evaluation& evaluation) {
  std::vector<Outcome> all;
  std::map<std::string, std::vector<Outcome>> groups;
  for (const EvaluatedRow& row : evaluation.rows) {
    all.push_back(row.outcome);
    groups[std::string(name(row.method))].push_back(row.outcome);
    if (row.novelty) groups[std::string(name(*row.novelty))].push_back(row.outcome);
  }
  evaluation.all = score(all);
  for (const auto& [group, outcomes] : groups) evaluation.groups[group] = score(outcomes);
}

}  // namespace

Evaluation evaluate(const Ranker& ranker, const Rescorer* rescorer, std::span<const Recipe> recipes,
                    const SeenTargets& seen_targets, const EvaluateOptions& options) {
  Evaluation evaluation{ranker.name(), options, {}, {}, {}};
  std::map<std::optional<Method>, std::vector<Query>> queries;
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    EvaluatedRow row;
    row.target = recipes[i].target;
    row.method = recipes[i].method;
    row.outcome.doi = recipes[i].doi;
    auto query = read_recipe(recipes[i], i, row);
    row.outcome.readable = query.has_value();
    if (query) {
      row.novelty = novelty_of(query->target, seen_targets);
      queries[asked_method(options.method, recipes[i].method)].push_back(std::move(*query));
    }
    evaluation.rows.push_back(std::move(row));
  }
  for (const auto& [method, list] : queries) answer_queries(ranker, rescorer, list, method, evaluation);
  score_groups(evaluation);
  return evaluation;
}

}  // namespace matroute
