// Side by side, with one count of steps.
#include "train/network_jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "chem/error.h"
#include "chem/parallel_for.h"

namespace matroute {
namespace {

struct Job {
  std::string name;
  FitTask task;
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

std::vector<Job> fold_jobs(std::span<const Recipe> recipes, std::span<const std::uint32_t> folds, std::uint32_t count,
                           const NetworkOptions& options) {
  std::vector<Job> jobs;
  for (std::uint32_t f = 0; f < count; ++f) {
    Job job{fmt::format("fold-{}", f), {}, 0};
    job.task.seed = options.seed;
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      (folds[i] == f ? job.task.held_out : job.task.recipes).push_back(recipes[i]);
    }
    jobs.push_back(std::move(job));
  }
  return jobs;
}

std::vector<Job> member_jobs(std::span<const Recipe> recipes, const NetworkOptions& options) {
  std::vector<Job> jobs;
  for (std::uint32_t m = 0; m < options.members; ++m) {
    Job job{fmt::format("member-{}", m), {}, 0};
    job.task.recipes.assign(recipes.begin(), recipes.end());
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
          advance(done[j], jobs[j].steps);  // where it stopped early
        },
        !device_.cuda);
    std::vector<Fitted> result;
    result.reserve(fitted.size());
    for (auto& one : fitted) result.push_back(std::move(*one));
    return result;
  }

 private:
  TrainingHooks hooks_of(const Job& job, std::uint64_t& done) {
    // No OpenMP critical section: what the events throw could not leave it.
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
  std::uint64_t done_ = 0;  // steps
  std::uint64_t total_ = 0;
};

// Of the folds that hold papers; `all` where none tells.
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
  auto jobs = fold_jobs(recipes, folds, count, options);
  auto members = member_jobs(recipes, options);
  for (Job& job : jobs) runner.prepare(job);
  for (Job& job : members) runner.prepare(job);
  const bool members_wait = options.network.patience > 0;
  if (!members_wait) std::move(members.begin(), members.end(), std::back_inserter(jobs));
  FoldsAndMembers networks{runner.run(jobs), {}};
  if (members_wait) {
    const double epochs = mean_best_epoch(networks.folds, options.network.epochs);
    for (Job& job : members) job.task.epochs = epochs;
    networks.members = runner.run(members);
  } else {
    const auto first = networks.folds.begin() + count;
    std::move(first, networks.folds.end(), std::back_inserter(networks.members));
    networks.folds.erase(first, networks.folds.end());
  }
  return networks;
}

}  // namespace matroute
