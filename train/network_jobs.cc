// Trains networks in parallel, with one count of their steps.
#include "train/network_jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/parallel_for.h"

namespace matroute {
namespace {

struct Job {
  std::string name;
  FitTask task;
  std::uint64_t steps = 0;  // estimated from the number of recipes
};

// Throws Error (input) where all recipes stand in one fold: no recipes would be left to learn from.
void require_papers(std::span<const std::uint32_t> folds, std::uint32_t count) {
  const bool one_fold = std::ranges::all_of(folds, [&](std::uint32_t fold) { return fold == folds.front(); });
  if (!one_fold) return;
  throw Error(ErrorKind::kInput,
              fmt::format("the recipes come from so few papers that all stand in one of {} folds; a network needs "
                          "recipes of several papers, a counting model (--ranker counting) does not",
                          count));
}

struct FoldRecipes {
  std::vector<Recipe> held_out;
  std::vector<Recipe> others;
};

std::vector<FoldRecipes> recipes_by_fold(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds,
                                         std::uint32_t count) {
  std::vector<FoldRecipes> by_fold(count);
  for (std::uint32_t f = 0; f < count; ++f) {
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      (folds[i] == f ? by_fold[f].held_out : by_fold[f].others).push_back(recipes[i]);
    }
  }
  return by_fold;
}

// A fold is ranked by as many networks as the model will have: the probabilities of several together are less extreme
// than those of one.
std::size_t networks_per_fold(const NetworkOptions& options) { return std::max<std::size_t>(options.members, 1); }

// The jobs of the folds, fold by fold.
std::vector<Job> fold_jobs(const std::vector<FoldRecipes>& folds, const NetworkOptions& options) {
  std::vector<Job> jobs;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (std::size_t n = 0; n < networks_per_fold(options); ++n) {
      Job job{fmt::format("fold-{}-network-{}", f, n), {}, 0};
      job.task.recipes = folds[f].others;
      job.task.held_out = folds[f].held_out;
      job.task.seed = options.seed + n;
      job.task.base_member = n;
      jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

// Cuts one list of networks into one list for each fold.
std::vector<std::vector<Fitted>> by_fold(std::vector<Fitted> networks, std::size_t per_fold) {
  std::vector<std::vector<Fitted>> folds(networks.size() / per_fold);
  for (std::size_t i = 0; i < networks.size(); ++i) folds[i / per_fold].push_back(std::move(networks[i]));
  return folds;
}

std::vector<Job> member_jobs(std::span<const Recipe> recipes, const NetworkOptions& options) {
  std::vector<Job> jobs;
  for (std::uint32_t m = 0; m < options.members; ++m) {
    Job job{fmt::format("member-{}", m), {}, 0};
    job.task.recipes = recipes;
    job.task.seed = options.seed + 1 + m;
    job.task.base_member = m;
    jobs.push_back(std::move(job));
  }
  return jobs;
}

// Trains the networks of jobs and keeps count of their steps.
class JobRunner {
 public:
  JobRunner(const NetworkOptions& options, const NetworkParts* base, const Device& device,
            const CheckpointFolder& checkpoints, const TrainingEvents& events)
      : options_(options), base_(base), device_(device), checkpoints_(checkpoints), events_(events) {}

  // Counts the job's steps; to be called for all jobs before the first of them runs.
  void prepare(Job& job) {
    job.task.base = base_;
    job.task.epochs = options_.network.epochs;
    const double epoch =
        std::ceil(static_cast<double>(job.task.recipes.size()) / static_cast<double>(options_.network.batch));
    job.steps = static_cast<std::uint64_t>(std::ceil(options_.network.epochs * epoch));
    total_ += job.steps;
  }

  std::vector<Fitted> run(const std::vector<Job>& jobs) {
    std::vector<std::optional<Fitted>> fitted(jobs.size());
    std::vector<std::uint64_t> done(jobs.size());
    parallel_for(
        jobs.size(), 1,
        [&](std::size_t j) {
          fitted[j] = fit_network(jobs[j].task, options_.network, device_, hooks_of(jobs[j], done[j]));
          const std::lock_guard one_at_a_time(events_mutex_);
          advance(done[j], jobs[j].steps);  // also where the job stopped early
        },
        !device_.cuda);
    std::vector<Fitted> result;
    result.reserve(fitted.size());
    for (auto& one : fitted) result.push_back(std::move(*one));
    return result;
  }

 private:
  TrainingHooks hooks_of(const Job& job, std::uint64_t& done) {
    // A mutex and no OpenMP critical section, since exceptions of the events could not leave one.
    return {[this, &job, &done](const TrainingStep& step) {
              const std::lock_guard one_at_a_time(events_mutex_);
              advance(done, job.steps * static_cast<std::uint64_t>(step.step) / static_cast<std::uint64_t>(step.steps));
              const nlohmann::ordered_json line{{"network", job.name},
                                                {"step", step.step},
                                                {"steps", step.steps},
                                                {"loss", step.loss},
                                                {"method_loss", step.method_loss}};
              events_.metrics(line.dump());
            },
            [this, &job](double epochs, double loss) {
              const std::lock_guard one_at_a_time(events_mutex_);
              const nlohmann::ordered_json line{{"network", job.name}, {"epochs", epochs}, {"held_out_loss", loss}};
              events_.metrics(line.dump());
            },
            [this, &job] { return checkpoints_.load(job.name); },
            [this, &job](const std::vector<Tensor>& state) { checkpoints_.save(job.name, state); }};
  }

  void advance(std::uint64_t& done, std::uint64_t to) {
    done_ += to - done;
    done = to;
    events_.progress(done_, total_);
  }

  const NetworkOptions& options_;
  const NetworkParts* base_;
  const Device& device_;
  const CheckpointFolder& checkpoints_;
  const TrainingEvents& events_;
  std::mutex events_mutex_;
  std::uint64_t done_ = 0;  // steps, of total_
  std::uint64_t total_ = 0;
};

// Mean of the best epochs of the networks that have one; `all` where none has.
double mean_best_epoch(const std::vector<Fitted>& folds, double all) {
  double sum = 0.0;
  double count = 0.0;
  for (const Fitted& fold : folds) {
    if (!fold.best_epoch) continue;
    sum += *fold.best_epoch;
    count += 1.0;
  }
  return count > 0.0 ? sum / count : all;
}

}  // namespace

FoldsAndMembers train_networks(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds,
                               const NetworkOptions& options, const NetworkParts* base, const Device& device,
                               const CheckpointFolder& checkpoints, const TrainingEvents& events) {
  require_papers(folds, options.folds);
  const std::uint32_t count = options.run_folds == 0 ? options.folds : std::min(options.folds, options.run_folds);
  JobRunner runner(options, base, device, checkpoints, events);
  const auto fold_recipes = recipes_by_fold(recipes, folds, count);
  auto jobs = fold_jobs(fold_recipes, options);
  auto members = member_jobs(recipes, options);
  for (Job& job : jobs) runner.prepare(job);
  for (Job& job : members) runner.prepare(job);
  const std::size_t of_folds = jobs.size();
  const bool members_wait = options.network.patience > 0;
  if (!members_wait) std::move(members.begin(), members.end(), std::back_inserter(jobs));
  auto fitted = runner.run(jobs);
  FoldsAndMembers networks;
  if (members_wait) {
    const double epochs = mean_best_epoch(fitted, options.network.epochs);
    for (Job& job : members) job.task.epochs = epochs;
    networks.members = runner.run(members);
  } else {
    const auto first = fitted.begin() + static_cast<std::ptrdiff_t>(of_folds);
    networks.members.assign(std::make_move_iterator(first), std::make_move_iterator(fitted.end()));
    fitted.erase(first, fitted.end());
  }
  networks.folds = by_fold(std::move(fitted), networks_per_fold(options));
  return networks;
}

}  // namespace matroute
