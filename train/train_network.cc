// Folds, members, and what becomes of them.
#include "train/train_network.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <nlohmann/json.hpp>

#include "chem/features.h"
#include "model/route_search.h"
#include "train/counter.h"
#include "train/evaluate.h"
#include "train/folds.h"
#include "train/reranker_trainer.h"

namespace matroute {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string scores_text(const Scores& s) {
  return fmt::format("{:5.1f} {:5.1f} {:5.1f} {:5.1f} {:5.1f}  MRR {:.1f} DOI {:.1f} ECE {:.3f}/{:.3f} n {}",
                     100 * s.exact[0], 100 * s.exact[1], 100 * s.exact[2], 100 * s.exact[3], 100 * s.exact[4],
                     100 * s.mean_reciprocal_rank, 100 * s.doi_macro, s.ece, s.ece_perfect, s.rows);
}

// What is learned from some recipes alone.
struct Fitted {
  CountingData data;
  SetStatistics::Data statistics;
  std::optional<RouteNetwork> network;
};

SetStatistics::Data count_pairs(std::span<const Example> examples, std::size_t materials) {
  SetStatistics::Data data;
  data.weights.assign(materials, 0.0F);
  std::map<std::pair<std::uint32_t, std::uint32_t>, float> pairs;
  for (const Example& example : examples) {
    data.recipes += example.weight;
    for (std::size_t i = 0; i < example.materials.size(); ++i) {
      data.weights[example.materials[i]] += example.weight;
      for (std::size_t j = i + 1; j < example.materials.size(); ++j) {
        pairs[{example.materials[i], example.materials[j]}] += example.weight;
      }
    }
  }
  for (const auto& [pair, weight] : pairs) {
    data.pair_low.push_back(pair.first);
    data.pair_high.push_back(pair.second);
    data.pair_weights.push_back(weight);
  }
  return data;
}

Fitted fit(std::span<const Recipe> recipes, const TrainerOptions& options, const std::string& name, const Log& log) {
  RecipeCounter counter(TargetElements::kFull);
  counter.add(recipes);
  Fitted fitted{counter.data(), {}, {}};
  const Vocabulary vocabulary = make_vocabulary(fitted.data.materials, "the new model");
  const Constraints none;
  const MaterialPool pool(vocabulary, none);
  const auto features = encode_vocabulary(vocabulary, fitted.data);
  const auto examples = make_examples(recipes, pool, vocabulary, element_weights(fitted.data));
  fitted.statistics = count_pairs(examples, vocabulary.materials.size());
  const auto start = std::chrono::steady_clock::now();
  fitted.network = train_network(examples, pool, features, options, [&](const TrainingStep& step) {
    log(fmt::format("{}: step {}/{} loss {:.4f} method {:.4f} {:.0f} s", name, step.step, step.steps, step.loss,
                    step.method_loss, seconds_since(start)));
  });
  return fitted;
}

// A held-out recipe, what was found for it, and where the recorded set stands.
struct HeldOut {
  std::size_t recipe = 0;  // index
  bool readable = false;
  RankedExample ranked;
  std::vector<double> probabilities;  // by the network, best first
};

std::vector<CompositionKey> recorded_keys(const Recipe& recipe, bool& readable) {
  std::vector<CompositionKey> keys;
  for (const std::string& text : recipe.precursors) {
    const auto formula = parse_formula(text);
    if (!formula) {
      readable = false;
      return {};
    }
    CompositionKey key = key_of(*formula);
    if (!is_common_gas(key)) keys.push_back(std::move(key));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<CompositionKey> keys_of(const ScoredSet& set) {
  std::vector<CompositionKey> keys;
  for (const Material* precursor : set.precursors) keys.push_back(precursor->key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

// The recipes at these indices, ranked by a network that has not seen their papers.
std::vector<HeldOut> rank_held_out(const NetworkRanker& ranker, const SetStatistics& statistics,
                                   std::span<const Recipe> recipes, const std::vector<std::size_t>& rows) {
  std::vector<HeldOut> held_out;
  std::map<Method, std::pair<std::vector<Formula>, std::vector<std::size_t>>> by_method;
  for (const std::size_t row : rows) {
    HeldOut one;
    one.recipe = row;
    auto target = parse_formula(recipes[row].target);
    one.readable = static_cast<bool>(target);
    one.ranked.weight = recipes[row].weight;
    if (target) {
      auto& [targets, positions] = by_method[recipes[row].method];
      targets.push_back(std::move(target).value());
      positions.push_back(held_out.size());
    }
    held_out.push_back(std::move(one));
  }
  for (const auto& [method, group] : by_method) {
    const auto& [targets, positions] = group;
    RouteSearchOptions options;
    options.routes = 20;
    options.constraints.method = method;
    auto found = RouteSearch(ranker, options).balanced_sets(targets, kRerankDepth);
    std::vector<std::vector<BalancedSet>> sets;
    for (FoundSets& one : found) sets.push_back(std::move(one.sets));
    auto lists = ranker.featurize(targets, sets, statistics);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      HeldOut& one = held_out[positions[i]];
      const auto recorded = recorded_keys(recipes[one.recipe], one.readable);
      for (std::size_t j = 0; j < sets[i].size(); ++j) {
        one.probabilities.push_back(sets[i][j].set.probability);
        if (one.readable && keys_of(sets[i][j].set) == recorded) one.ranked.answer = static_cast<std::int64_t>(j);
      }
      one.ranked.list = std::move(lists[i]);
    }
  }
  return held_out;
}

// As if the sets were ordered by these probabilities.
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
  if (one.ranked.answer >= 0 && better < 20) outcome.rank = better + 1;
  return outcome;
}

void log_scores(const std::string& name, std::span<const Outcome> outcomes, const Log& log) {
  log(fmt::format("{:<32} {}", name, scores_text(score(outcomes))));
}

// Fits the re-ranker on the lists of all folds; on the way, on all but one, to see what it is worth.
Reranker fit_reranker(const std::vector<std::vector<HeldOut>>& folds, std::span<const Recipe> recipes, const Log& log) {
  std::map<std::string, std::vector<Outcome>> outcomes;
  const auto note = [&](const std::string& name, const HeldOut& one, const std::vector<double>& probabilities) {
    const Recipe& recipe = recipes[one.recipe];
    const Outcome outcome = outcome_of(recipe, one, probabilities);
    outcomes[name].push_back(outcome);
    outcomes[name + ", " + std::string(matroute::name(recipe.method))].push_back(outcome);
  };
  std::vector<const RankedExample*> all;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    std::vector<const RankedExample*> others;
    for (std::size_t g = 0; g < folds.size(); ++g) {
      for (const HeldOut& one : folds[g]) {
        if (!one.readable) continue;
        if (g == f) all.push_back(&one.ranked);
        if (g != f) others.push_back(&one.ranked);
      }
    }
    for (const HeldOut& one : folds[f]) note("network", one, one.probabilities);
    if (folds.size() < 2) continue;
    const Reranker reranker = train_reranker(others, {});
    std::vector<SetList> lists;
    for (const HeldOut& one : folds[f]) lists.push_back(one.ranked.list);
    const auto probabilities = reranker.probabilities(lists);
    for (std::size_t i = 0; i < folds[f].size(); ++i) note("network, re-ranked", folds[f][i], probabilities[i]);
  }
  for (const auto& [name, list] : outcomes) log_scores(name, list, log);
  return train_reranker(all, {});
}

constexpr const char* kLimitsOfUse =
    "Recipes mined from papers hold errors, and rare elements few recipes. No temperatures, times or atmospheres. "
    "A route is a suggestion: check the papers and the hazards before heating anything.";

ModelInfo network_card(const Corpus& corpus, std::span<const Recipe> recipes, const NetworkOptions& options) {
  ModelInfo info;
  info.ranker = "network";
  info.feature_version = kFeatureVersion;
  info.units = "weights of networks; counts are recipes, each weighted with 1 / number of targets of its record";
  info.limits_of_use = kLimitsOfUse;
  info.training = describe(corpus, recipes);
  info.training.recipes = recipes.size();
  const TrainerOptions& trainer = options.trainer;
  info.options = {{"width", std::to_string(trainer.width)},
                  {"layers", std::to_string(trainer.layers)},
                  {"heads", std::to_string(trainer.heads)},
                  {"hidden", std::to_string(trainer.hidden)},
                  {"members", std::to_string(options.members)}};
  return info;
}

}  // namespace

NetworkOptions parse_network_options(const std::string& json, const std::string& where) {
  NetworkOptions options;
  TrainerOptions& t = options.trainer;
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_object()) throw Error(ErrorKind::kUsage, where + ": expected a JSON object");
  for (const auto& [key, value] : parsed.items()) {
    const auto take = [&](auto& field) {
      if (!value.is_number() && !value.is_boolean())
        throw Error(ErrorKind::kUsage, where + ": " + key + " is no number");
      field = value.get<std::decay_t<decltype(field)>>();
    };
    if (key == "width")
      take(t.width);
    else if (key == "layers")
      take(t.layers);
    else if (key == "heads")
      take(t.heads);
    else if (key == "hidden")
      take(t.hidden);
    else if (key == "epochs")
      take(t.epochs);
    else if (key == "batch")
      take(t.batch);
    else if (key == "learning_rate")
      take(t.learning_rate);
    else if (key == "warm_up")
      take(t.warm_up);
    else if (key == "weight_decay")
      take(t.weight_decay);
    else if (key == "dropout")
      take(t.dropout);
    else if (key == "identity_dropout")
      take(t.identity_dropout);
    else if (key == "clip")
      take(t.clip);
    else if (key == "averaging")
      take(t.averaging);
    else if (key == "method_weight")
      take(t.method_weight);
    else if (key == "seed")
      take(t.seed);
    else if (key == "folds")
      take(options.folds);
    else if (key == "run_folds")
      take(options.run_folds);
    else if (key == "members")
      take(options.members);
    else
      throw Error(ErrorKind::kUsage, where + ": unknown option \"" + key + "\"");
  }
  return options;
}

TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Log& log) {
  std::vector<Recipe> recipes;
  for (const std::size_t row : rows) recipes.push_back(corpus.recipes.at(row));
  const auto folds = paper_folds(recipes, options.folds, options.trainer.seed);
  const std::uint32_t fold_count = std::min(options.folds, options.run_folds);
  // Folds first, then members: each is one job for one thread.
  std::vector<std::optional<Fitted>> fitted(fold_count + options.members);
  std::vector<std::exception_ptr> failures(fitted.size());
  const Log in_turn = [&log](const std::string& text) {
#pragma omp critical(matroute_training_log)
    log(text);
  };
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t job = 0; job < fitted.size(); ++job) {
    try {
      if (job < fold_count) {
        std::vector<Recipe> others;
        for (std::size_t i = 0; i < recipes.size(); ++i) {
          if (folds[i] != job) others.push_back(recipes[i]);
        }
        fitted[job] = fit(others, options.trainer, fmt::format("fold {}", job), in_turn);
      } else {
        TrainerOptions trainer = options.trainer;
        trainer.seed += 1 + (job - fold_count);
        fitted[job] = fit(recipes, trainer, fmt::format("member {}", job - fold_count), in_turn);
      }
    } catch (...) {
      failures[job] = std::current_exception();  // rethrown below: none may leave the parallel region
    }
  }
  for (const auto& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  std::vector<std::vector<HeldOut>> held_out;
  for (std::uint32_t f = 0; f < fold_count; ++f) {
    std::vector<std::size_t> of_fold;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      if (folds[i] == f) of_fold.push_back(i);
    }
    std::vector<RouteNetwork> network;
    network.push_back(std::move(*fitted[f]->network));
    const auto start = std::chrono::steady_clock::now();
    const NetworkRanker ranker(fitted[f]->data, std::move(network), {}, "the new model");
    held_out.push_back(rank_held_out(ranker, SetStatistics(fitted[f]->statistics), recipes, of_fold));
    log(fmt::format("fold {}: ranked {} held-out recipes in {:.1f} s", f, of_fold.size(), seconds_since(start)));
  }
  const Reranker reranker = fit_reranker(held_out, recipes, log);
  TrainedModel model;
  if (options.members == 0) throw Error(ErrorKind::kUsage, "no members: nothing to keep");
  const Fitted& first = *fitted[fold_count];
  model.info = network_card(corpus, recipes, options);
  model.info.vocabulary = first.data.materials;
  model.files["counts.safetensors"] = write_safetensors(to_tensors(first.data));
  for (std::uint32_t m = 0; m < options.members; ++m) {
    model.files[fmt::format("network-{}.safetensors", m)] =
        write_safetensors(fitted[fold_count + m]->network->weights());
  }
  model.files["reranker.safetensors"] = write_safetensors(to_tensors(reranker, first.statistics));
  return model;
}

}  // namespace matroute
