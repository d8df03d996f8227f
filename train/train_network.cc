// Folds, members, and what becomes of them.
#include "train/train_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "chem/error.h"
#include "chem/features.h"
#include "chem/parallel_for.h"
#include "model/counting_ranker.h"
#include "train/domain_limit.h"
#include "train/evaluate.h"
#include "train/fit_network.h"
#include "train/folds.h"
#include "train/held_out.h"

namespace matroute {
namespace {

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
  const TrainerOptions& trainer = options.network;
  info.options = {{"training", to_json(options)},
                  {"width", std::to_string(trainer.width)},
                  {"layers", std::to_string(trainer.layers)},
                  {"heads", std::to_string(trainer.heads)},
                  {"hidden", std::to_string(trainer.hidden)},
                  {"members", std::to_string(options.members)}};
  return info;
}

std::string scores_text(const Scores& s) {
  return fmt::format("{:5.1f} {:5.1f} {:5.1f} {:5.1f} {:5.1f}  MRR {:.1f} DOI {:.1f} ECE {:.3f}/{:.3f} n {}",
                     100 * s.exact[0], 100 * s.exact[1], 100 * s.exact[2], 100 * s.exact[3], 100 * s.exact[4],
                     100 * s.mean_reciprocal_rank, 100 * s.doi_macro, s.ece, s.ece_perfect, s.rows);
}

// One network to be trained: of a fold, without its recipes, or a member of the model, with all of them.
struct Job {
  std::string name;
  std::vector<Recipe> recipes;
  std::uint64_t seed = 0;
  std::uint64_t steps = 0;  // about
};

// Without a second fold there is nothing to learn from for the recipes of the first.
void require_papers(std::span<const std::uint32_t> folds, std::uint32_t count) {
  const bool one_fold = std::ranges::all_of(folds, [&](std::uint32_t fold) { return fold == folds.front(); });
  if (!one_fold) return;
  throw Error(ErrorKind::kInput,
              fmt::format("the recipes come from so few papers that all stand in one of {} folds; a network needs "
                          "recipes of several papers, a counting model (--ranker counting) does not",
                          count));
}

std::vector<Job> make_jobs(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds,
                           const NetworkOptions& options, std::uint32_t run_folds) {
  std::vector<Job> jobs;
  for (std::uint32_t f = 0; f < run_folds; ++f) {
    Job job{fmt::format("fold-{}", f), {}, options.seed, 0};
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      if (folds[i] != f) job.recipes.push_back(recipes[i]);
    }
    jobs.push_back(std::move(job));
  }
  for (std::uint32_t m = 0; m < options.members; ++m) {
    jobs.push_back({fmt::format("member-{}", m), {recipes.begin(), recipes.end()}, options.seed + 1 + m, 0});
  }
  for (Job& job : jobs) {
    const double epoch =
        std::ceil(static_cast<double>(job.recipes.size()) / static_cast<double>(options.network.batch));
    job.steps = static_cast<std::uint64_t>(std::ceil(options.network.epochs * epoch));
  }
  return jobs;
}

// Trains the networks of all jobs and keeps count of their steps.
class JobRunner {
 public:
  JobRunner(const std::vector<Job>& jobs, const NetworkOptions& options, const Device& device,
            const CheckpointFolder& checkpoints, const TrainingEvents& events)
      : jobs_(jobs),
        options_(options),
        device_(device),
        checkpoints_(checkpoints),
        events_(events),
        done_(jobs.size()) {
    for (const Job& job : jobs) total_ += job.steps;
  }

  std::vector<Fitted> run() {
    std::vector<std::optional<Fitted>> fitted(jobs_.size());
    parallel_for(
        jobs_.size(), 1,
        [&](std::size_t j) {
          fitted[j] = fit_network(jobs_[j].recipes, options_.network, jobs_[j].seed, device_, hooks_of(j));
        },
        !device_.cuda);
    std::vector<Fitted> result;
    result.reserve(fitted.size());
    for (auto& one : fitted) result.push_back(std::move(*one));
    return result;
  }

 private:
  TrainingHooks hooks_of(std::size_t j) {
    const std::string& name = jobs_[j].name;
    return {[this, j](const TrainingStep& step) {
              // No OpenMP critical section: what the events throw could not leave it.
              const std::lock_guard one_at_a_time(events_mutex_);
              report(j, step);
            },
            [this, &name] { return checkpoints_.load(name); },
            [this, &name](const std::vector<Tensor>& state) { checkpoints_.save(name, state); }};
  }

  void report(std::size_t j, const TrainingStep& step) {
    done_[j] = jobs_[j].steps * static_cast<std::uint64_t>(step.step) / static_cast<std::uint64_t>(step.steps);
    std::uint64_t done = 0;
    for (const std::uint64_t steps : done_) done += steps;
    events_.progress(done, total_);
    nlohmann::ordered_json line{{"network", jobs_[j].name},
                                {"step", step.step},
                                {"steps", step.steps},
                                {"loss", step.loss},
                                {"method_loss", step.method_loss}};
    events_.metrics(line.dump());
  }

  const std::vector<Job>& jobs_;
  const NetworkOptions& options_;
  const Device& device_;
  const CheckpointFolder& checkpoints_;
  const TrainingEvents& events_;
  std::mutex events_mutex_;
  std::vector<std::uint64_t> done_;  // steps, by job
  std::uint64_t total_ = 0;
};

// Outcomes on held-out recipes by ranker, and by ranker and method.
class CrossValidation {
 public:
  explicit CrossValidation(std::span<const Recipe> recipes) : recipes_(recipes) {}

  void add(const std::string& ranker, std::size_t recipe, const Outcome& outcome) {
    outcomes_[ranker].push_back(outcome);
    outcomes_[ranker + ", " + std::string(name(recipes_[recipe].method))].push_back(outcome);
  }

  void add_counting(const CountingData& data, const std::vector<std::size_t>& rows) {
    const CountingRanker ranker(data, TargetElements::kFull, "the new model");
    std::vector<Recipe> recipes;
    recipes.reserve(rows.size());
    for (const std::size_t row : rows) recipes.push_back(recipes_[row]);
    EvaluateOptions options;
    options.method = AskedMethod::kRecorded;
    const Evaluation evaluation = evaluate(ranker, recipes, {}, options);
    for (std::size_t i = 0; i < rows.size(); ++i) add("counting", rows[i], evaluation.rows[i].outcome);
  }

  void report(const TrainingEvents& events, std::map<std::string, double>& metrics) const {
    events.info("cross-validated by paper, exact set, per cent at 1, 3, 5, 10 and 20:");
    for (const auto& [ranker, outcomes] : outcomes_) {
      const Scores scores = score(outcomes);
      events.info(fmt::format("  {:<30} {}", ranker, scores_text(scores)));
      nlohmann::ordered_json line{{"cross_validated", ranker}, {"rows", scores.rows}};
      for (std::size_t k = 0; k < kTopK.size(); ++k) {
        line[fmt::format("exact@{}", kTopK[k])] = scores.exact[k];
        metrics[fmt::format("cross-validated {} exact@{}", ranker, kTopK[k])] = scores.exact[k];
      }
      line["ece"] = scores.ece;
      metrics[fmt::format("cross-validated {} ECE", ranker)] = scores.ece;
      events.metrics(line.dump());
    }
  }

 private:
  std::span<const Recipe> recipes_;
  std::map<std::string, std::vector<Outcome>> outcomes_;
};

// The lists of all folds but `left_out`; of all of them where it is no fold.
std::vector<const RankedExample*> examples_of(const std::vector<std::vector<HeldOut>>& folds, std::size_t left_out) {
  std::vector<const RankedExample*> examples;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (const HeldOut& one : folds[f]) {
      if (f != left_out && one.readable) examples.push_back(&one.ranked);
    }
  }
  return examples;
}

// Every fold's lists by a re-ranker that has not seen them.
std::vector<std::vector<std::vector<double>>> cross_rescore(const std::vector<std::vector<HeldOut>>& folds,
                                                            const NetworkOptions& options) {
  std::vector<std::vector<std::vector<double>>> probabilities(folds.size());
  parallel_for(folds.size(), 1, [&](std::size_t f) {
    std::vector<SetList> lists;
    lists.reserve(folds[f].size());
    for (const HeldOut& one : folds[f]) lists.push_back(one.ranked.list);
    probabilities[f] = train_reranker(examples_of(folds, f), options.reranker, options.seed).probabilities(lists);
  });
  return probabilities;
}

// What network and re-ranker are worth on papers that they have not seen.
void note_figures(const std::vector<std::vector<HeldOut>>& folds, const NetworkOptions& options,
                  std::span<const Recipe> recipes, CrossValidation& figures, DomainLimit& domain) {
  for (const auto& fold : folds) {
    for (const HeldOut& one : fold) {
      figures.add("network", one.recipe, outcome_of(recipes[one.recipe], one, one.probabilities));
    }
  }
  if (folds.size() < 2) return;  // a quick look at one fold: there is nothing to fit a re-ranker to
  const auto probabilities = cross_rescore(folds, options);
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (std::size_t i = 0; i < folds[f].size(); ++i) {
      const HeldOut& one = folds[f][i];
      const Outcome outcome = outcome_of(recipes[one.recipe], one, probabilities[f][i]);
      figures.add("re-ranked network", one.recipe, outcome);
      domain.add(one.least_seen, outcome.rank == 1);
    }
  }
}

}  // namespace

TrainedModel train_network_model(const Corpus& corpus, std::span<const std::size_t> rows, const NetworkOptions& options,
                                 const Device& device, const CheckpointFolder& checkpoints,
                                 const TrainingEvents& events) {
  std::vector<Recipe> recipes;
  for (const std::size_t row : rows) recipes.push_back(corpus.recipes.at(row));
  const auto folds = paper_folds(recipes, options.folds, options.seed);
  const std::uint32_t run_folds = options.run_folds == 0 ? options.folds : std::min(options.folds, options.run_folds);
  require_papers(folds, options.folds);
  const auto jobs = make_jobs(recipes, folds, options, run_folds);
  auto fitted = JobRunner(jobs, options, device, checkpoints, events).run();

  CrossValidation figures(recipes);
  std::vector<std::vector<HeldOut>> held_out;
  for (std::uint32_t f = 0; f < run_folds; ++f) {
    std::vector<std::size_t> of_fold;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      if (folds[i] == f) of_fold.push_back(i);
    }
    figures.add_counting(fitted[f].data, of_fold);
    std::vector<RouteNetwork> network;
    network.push_back(std::move(*fitted[f].network));
    const NetworkRanker ranker(fitted[f].data, std::move(network), {}, 0.0, "the new model");
    held_out.push_back(rank_held_out(ranker, SetStatistics(fitted[f].statistics), recipes, of_fold));
  }
  DomainLimit domain;
  note_figures(held_out, options, recipes, figures, domain);

  TrainedModel model;
  model.info = network_card(corpus, recipes, options);
  figures.report(events, model.info.metrics);
  model.info.options["out_of_domain_below"] = fmt::format("{}", domain.limit());
  model.info.metrics["cross-validated exact@1 of targets out of domain"] = domain.share_right(domain.limit());
  if (options.members == 0) return model;
  const Fitted& first = fitted[run_folds];
  model.skipped = first.skipped;
  model.info.training.recipes = first.counted;
  model.info.vocabulary = first.data.materials;
  model.files["counts.safetensors"] = write_safetensors(to_tensors(first.data));
  for (std::uint32_t m = 0; m < options.members; ++m) {
    model.files[fmt::format("network-{}.safetensors", m)] = write_safetensors(fitted[run_folds + m].network->weights());
  }
  const Reranker reranker = train_reranker(examples_of(held_out, held_out.size()), options.reranker, options.seed);
  model.files["reranker.safetensors"] = write_safetensors(to_tensors(reranker, first.statistics));
  return model;
}

}  // namespace matroute
