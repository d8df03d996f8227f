// The main flow: read -> parse -> encode -> decode -> balance -> calibrate -> write, a batch at a time; one batch is
// written while the next is searched. run_stream reads, parses and keeps the order of writing; RouteSearch encodes,
// decodes, balances and calibrates.
#include "predict/screen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "base/parallel_for.h"
#include "chem/periodic_table.h"
#include "model/search/target.h"

namespace matroute {
namespace {

constexpr std::size_t kItemsPerTurn = 64;  // items that a thread takes at once

Answer answer_without_routes(const StreamItem& item) {
  Answer answer;
  TargetResult& result = answer.result;
  result.row = item.row.row;
  result.input_id = item.row.id;
  result.formula_input = item.row.formula;
  result.vars = to_text(item.variables);
  if (item.target) {
    result.formula = to_text(item.target->composition);
    result.molar_mass_g_mol = molar_mass_g_mol(item.target->composition);
    result.warnings = item.target->warnings;
  } else {
    result.status = item.row.error.empty() ? Status::kBadFormula : Status::kBadRow;
    result.message = item.target.error().message;
  }
  return answer;
}

bool is_share(float x) { return x >= 0.0F && x <= 1.0F; }

// Numbers that a results file would refuse cost one target its answer, not the run its file.
void refuse_absurd_numbers(TargetResult& result) {
  const bool sound = is_share(result.confidence) && std::ranges::all_of(result.routes, [](const Route& route) {
                       return is_share(route.probability) && std::isfinite(route.score);
                     });
  if (sound) return;
  result.status = Status::kFailed;
  result.message = "the model gives probabilities that are no numbers from 0 to 1";
  result.confidence = 0.0F;
  result.routes.clear();
}

void take_routes(TargetRoutes&& found, Answer& answer) {
  TargetResult& result = answer.result;
  result.status = found.routes.empty() ? Status::kNoRoute : Status::kOk;
  result.message = std::move(found.message);
  result.out_of_domain = found.out_of_domain;
  result.confidence = static_cast<float>(found.confidence);
  result.routes = std::move(found.routes);
  refuse_absurd_numbers(result);
  answer.left_out = std::move(found.left_out);
}

struct Failure {
  std::string message;
  bool memory = false;  // memory ran out
};

// Searches batches of targets, in pieces that fit into memory.
class SearchStage {
 public:
  SearchStage(const RouteSearch& search, const ScreenOptions& options) : search_(search), options_(options) {}

  // Searches the targets and fills their answers, one per target.
  void search(std::span<const Target> targets, std::span<Answer* const> answers) {
    const std::size_t before = most_;
    too_large_alone_ = false;
    for (std::size_t begin = 0; begin < targets.size();) {
      const std::size_t count = std::min(most_, targets.size() - begin);
      search_piece(targets.subspan(begin, count), answers.subspan(begin, count));
      begin += count;
    }
    if (too_large_alone_) most_ = before;  // a single target ran out of memory: smaller pieces would not help
    if (most_ < before) tell_smaller_batches();
  }

 private:
  void search_piece(std::span<const Target> targets, std::span<Answer* const> answers) {
    const std::optional<Failure> failure = try_search(targets, answers);
    if (!failure) return;
    if (targets.size() == 1) {
      answers[0]->result.status = Status::kFailed;
      answers[0]->result.message = failure->message;
      too_large_alone_ = too_large_alone_ || failure->memory;
      return;
    }
    const std::size_t half = (targets.size() + 1) / 2;
    if (failure->memory) most_ = std::min(most_, half);
    search_piece(targets.first(half), answers.first(half));
    search_piece(targets.subspan(half), answers.subspan(half));
  }

  void tell_smaller_batches() {
    if (std::exchange(told_, true)) return;
    options_.log(fmt::format("memory ran out: from here on targets are searched {} at a time or fewer", most_));
  }

  // Fills the answers. Empty where the search succeeded.
  std::optional<Failure> try_search(std::span<const Target> targets, std::span<Answer* const> answers) const {
    try {
      std::vector<TargetRoutes> found = search_.search(targets);
      for (std::size_t i = 0; i < answers.size(); ++i) take_routes(std::move(found[i]), *answers[i]);
      return std::nullopt;
    } catch (const Error& error) {
      return Failure{error.what(), error.kind() == ErrorKind::kResource};
    } catch (const std::bad_alloc&) {
      return Failure{"out of memory", true};
    } catch (const std::exception& error) {
      return Failure{fmt::format("the search failed: {}", error.what()), false};
    }
  }

  const RouteSearch& search_;
  const ScreenOptions& options_;
  std::size_t most_ = std::numeric_limits<std::size_t>::max();  // targets searched at a time
  bool too_large_alone_ = false;                                // memory ran out for a single target of the batch
  bool told_ = false;
};

// Empty where the formula could not be read, or no target can be made of it: the answer then holds the status and the
// message.
std::optional<Target> target_of(StreamItem&& item, Answer& answer) {
  if (!item.target) return std::nullopt;
  try {
    return make_target(std::move(item.target).value());
  } catch (const std::exception& error) {
    answer.result.status = Status::kFailed;
    answer.result.message = error.what();
    return std::nullopt;
  }
}

std::vector<Answer> answer_batch(std::vector<StreamItem>&& items, SearchStage& stage) {
  std::vector<Answer> answers(items.size());
  std::vector<std::optional<Target>> made(items.size());
  parallel_for(items.size(), kItemsPerTurn, [&](std::size_t i) {
    answers[i] = answer_without_routes(items[i]);
    made[i] = target_of(std::move(items[i]), answers[i]);
  });
  std::vector<Target> targets;
  std::vector<Answer*> asked;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!made[i]) continue;
    targets.push_back(*std::move(made[i]));
    asked.push_back(&answers[i]);
  }
  stage.search(targets, asked);
  return answers;
}

void count(const TargetResult& result, ScreenSummary& summary) {
  ++summary.targets;
  ++summary.by_status[static_cast<std::size_t>(result.status)];
  if (result.status == Status::kOk || result.status == Status::kNoRoute || !summary.first_fault.empty()) return;
  summary.first_fault = fmt::format("{} in row {}: {}", name(result.status), result.row, result.message);
}

}  // namespace

ScreenSummary screen(TargetSource& source, const RouteSearch& search, const ScreenOptions& options,
                     const std::function<void(const Answer&)>& write) {
  ScreenSummary summary;  // of the answers written: used by the writing thread alone while that runs
  SearchStage stage(search, options);
  const StreamEnd end = run_stream(source, options.stream, [&](StreamBatch&& batch) {
    std::vector<Answer> answers = answer_batch(std::move(batch.items), stage);
    return [&, answers = std::move(answers), rows = batch.rows] {
      for (const Answer& answer : answers) {
        write(answer);
        count(answer.result, summary);
      }
      summary.rows = rows;
      options.on_progress(summary);
    };
  });
  summary.stopped = end.stopped;
  return summary;
}

}  // namespace matroute
