// Cross-validation over folds, then the model from its members.
#include "train/train_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "chem/composition_key.h"
#include "model/tensors/torch_errors.h"
#include "train/cross_validation.h"
#include "train/domain_limit.h"
#include "train/fit_reranker.h"
#include "train/folds.h"

namespace matroute {
namespace {

constexpr const char* kLimitsOfUse =
    "Recipes mined from papers hold errors, and rare elements few recipes. No temperatures, times or atmospheres. "
    "A route is a suggestion: check the papers and the hazards before heating anything.";

// The entries that the card of every network model has; put_network_parts adds those of the parts.
ModelInfo network_card(const Corpus& corpus, std::span<const Recipe> recipes, const NetworkOptions& options) {
  ModelInfo info;
  info.ranker = "network";
  info.units = "weights of networks; counts are recipes, each weighted with 1 / number of targets of its record";
  info.limits_of_use = kLimitsOfUse;
  info.training = describe(corpus, recipes);
  info.options["training"] = to_json(options);
  return info;
}

std::vector<Recipe> recipes_at(const Corpus& corpus, std::span<const std::size_t> rows) {
  std::vector<Recipe> recipes;
  for (const std::size_t row : rows) recipes.push_back(corpus.recipes.at(row));
  return recipes;
}

std::vector<RouteNetwork> networks_of(std::vector<Fitted>& fitted) {
  std::vector<RouteNetwork> networks;
  networks.reserve(fitted.size());
  for (Fitted& one : fitted) networks.push_back(std::move(*one.network));
  return networks;
}

// The recipes of every fold, ranked by the networks of the fold; their outcomes are added to the figures.
std::vector<std::vector<HeldOut>> rank_folds(std::vector<std::vector<Fitted>>& fitted, std::span<const Recipe> recipes,
                                             std::span<const std::uint32_t> folds, CrossValidation& figures) {
  std::vector<std::vector<HeldOut>> held_out;
  for (std::uint32_t f = 0; f < fitted.size(); ++f) {
    std::vector<std::size_t> of_fold;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      if (folds[i] == f) of_fold.push_back(i);
    }
    const Fitted& first = fitted[f].front();  // the counts are the same for all networks of a fold
    figures.add_counting(first.data, of_fold);
    const NetworkRanker ranker(std::make_shared<const Counts>(first.data, "the new model"), first.data,
                               networks_of(fitted[f]), 0.0, "the new model");
    held_out.push_back(rank_held_out(ranker, SetStatistics(first.statistics), recipes, of_fold));
    for (const HeldOut& one : held_out.back()) {
      figures.add("network", one.recipe, outcome_of(recipes[one.recipe], one, one.probabilities));
    }
  }
  return held_out;
}

// Adds the outcomes of re-rankers that were trained without the fold in question. probabilities: by fold, recipe and
// set.
void note_reranked(const std::vector<std::vector<HeldOut>>& folds, const std::vector<FoldProbabilities>& probabilities,
                   std::span<const Recipe> recipes, CrossValidation& figures, DomainLimit& domain) {
  if (folds.size() < 2) return;  // one fold alone is a quick look, without a re-ranker
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (std::size_t i = 0; i < folds[f].size(); ++i) {
      const HeldOut& one = folds[f][i];
      const Outcome outcome = outcome_of(recipes[one.recipe], one, probabilities[f][i]);
      figures.add("re-ranked network", one.recipe, outcome);
      domain.add(one.least_seen, outcome.rank == 1);
    }
  }
}

// The parts of the model; the networks are moved out of the members.
NetworkParts parts_of(std::vector<Fitted>& members, Reranker reranker, double out_of_domain_below) {
  NetworkParts parts{members.front().data, networks_of(members), {}, out_of_domain_below};
  parts.reranker.emplace(RerankerParts{members.front().statistics, std::move(reranker)});
  return parts;
}

// Reports how many recipes are of targets that the base has learned from: figures of the base on those are too good.
void note_known_targets(const NetworkParts& base, std::span<const Recipe> recipes, const TrainingEvents& events) {
  const auto& known = base.data.target_hashes;
  const auto count = std::ranges::count_if(recipes, [&](const Recipe& recipe) {
    const auto target = parse_formula(recipe.target);
    return target && std::ranges::binary_search(known, target_hash(key_of(*target)));
  });
  events.info(fmt::format("{} of {} recipes are of targets that the base model has learned from{}", count,
                          recipes.size(),
                          count > 0 ? ": where the recipes are the same, its figures here are too good" : ""));
}

// Adds the outcomes of the base, which has not learned from the recipes, to the figures.
void note_base(const NetworkParts& base, std::span<const Recipe> recipes, CrossValidation& figures) {
  std::vector<RouteNetwork> members;
  for (const RouteNetwork& member : base.members) members.push_back(copy_of(member, member.shape().materials));
  const NetworkRanker ranker(std::make_shared<const Counts>(base.data, "the base model"), base.data, std::move(members),
                             0.0, "the base model");
  std::vector<std::size_t> all(recipes.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto held_out = rank_held_out(ranker, SetStatistics(base.reranker->statistics), recipes, all);
  const auto probabilities = base.reranker->network.probabilities(lists_of(held_out));
  for (std::size_t i = 0; i < held_out.size(); ++i) {
    figures.add("base, re-ranked", i, outcome_of(recipes[i], held_out[i], probabilities[i]));
  }
}

Reranker copy_of(const Reranker& reranker) {
  Reranker copy(0);
  copy.set_weights(reranker.weights(), "the copy of a re-ranker");
  return copy;
}

}  // namespace

namespace {

TrainedModel trained(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                     const Device& device, const CheckpointFolder& checkpoints, const TrainingEvents& events) {
  const auto recipes = recipes_at(corpus, rows);
  const auto folds = paper_folds(recipes, options.folds, options.seed);
  auto networks = train_networks(recipes, folds, options, nullptr, device, checkpoints, events);
  CrossValidation figures(recipes);
  DomainLimit domain;
  const auto held_out = rank_folds(networks.folds, recipes, folds, figures);
  FittedReranker reranker = fit_reranker(held_out, options.reranker, options.seed);
  note_reranked(held_out, reranker.held_out, recipes, figures, domain);

  TrainedModel model;
  model.info = network_card(corpus, recipes, options);
  figures.report(events, model.info.metrics);
  model.info.metrics["cross-validated exact@1 of targets out of domain"] = domain.share_right(domain.limit());
  if (options.members == 0) return model;
  model.skipped = networks.members.front().skipped;
  model.info.training.recipes = networks.members.front().counted;
  put_network_parts(parts_of(networks.members, std::move(reranker.network), domain.limit()), model.info, model.files);
  return model;
}

TrainedModel finetuned(const Corpus& corpus, std::span<const std::size_t> rows, const ModelInfo& base_info,
                       const NetworkParts& base, const NetworkOptions& options, const Device& device,
                       const CheckpointFolder& checkpoints, const TrainingEvents& events) {
  const auto recipes = recipes_at(corpus, rows);
  const auto folds = paper_folds(recipes, options.folds, options.seed);
  auto networks = train_networks(recipes, folds, options, &base, device, checkpoints, events);
  CrossValidation figures(recipes);
  note_known_targets(base, recipes, events);
  note_base(base, recipes, figures);
  const auto held_out = rank_folds(networks.folds, recipes, folds, figures);
  for (const auto& fold : held_out) {
    const auto probabilities = base.reranker->network.probabilities(lists_of(fold));
    for (std::size_t i = 0; i < fold.size(); ++i) {
      figures.add("re-ranked network", fold[i].recipe, outcome_of(recipes[fold[i].recipe], fold[i], probabilities[i]));
    }
  }

  TrainedModel model;
  model.info = network_card(corpus, recipes, options);
  figures.report(events, model.info.metrics);
  if (options.members == 0) return model;
  model.skipped = networks.members.front().skipped;
  TrainingData& training = model.info.training;
  training.recipes = base_info.training.recipes + networks.members.front().counted;
  const auto& before = base_info.training;
  if (before.first_year != 0) {
    training.first_year =
        training.first_year == 0 ? before.first_year : std::min(training.first_year, before.first_year);
    training.last_year = std::max(training.last_year, before.last_year);
  }
  training.citations.insert(training.citations.begin(), before.citations.begin(), before.citations.end());
  model.info.options["finetuned_from"] = base_info.sha256;
  put_network_parts(parts_of(networks.members, copy_of(base.reranker->network), base.out_of_domain_below), model.info,
                    model.files);
  return model;
}

}  // namespace

TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Device& device, const CheckpointFolder& checkpoints,
                                 const TrainingEvents& events) {
  return with_torch_errors("training", [&] { return trained(corpus, rows, options, device, checkpoints, events); });
}

TrainedModel finetune_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const ModelInfo& base_info,
                                    const NetworkParts& base, const NetworkOptions& options, const Device& device,
                                    const CheckpointFolder& checkpoints, const TrainingEvents& events) {
  return with_torch_errors(
      "training", [&] { return finetuned(corpus, rows, base_info, base, options, device, checkpoints, events); });
}

}  // namespace matroute
