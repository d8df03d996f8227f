// A ranker against recorded recipes. Every row counts, also what cannot be read or has no route.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "datasets/recipe.h"
#include "model/ranker.h"
#include "train/metrics.h"

namespace matroute {

// Which method the ranker is asked for.
enum class AskedMethod { kAny, kRecorded, kSolidState, kSolGel };

struct EvaluateOptions {
  std::size_t routes = 20;  // asked for per target; >= 1. Ranks beyond it are misses
  AskedMethod method = AskedMethod::kAny;
  bool balance_filter = true;  // off: every ranked set counts, for comparison with plain counting
};

struct EvaluatedRow {
  std::string target;  // as recorded
  Method method = Method::kSolidState;
  std::optional<bool> seen;  // the target was trained on; empty where that is not known
  Outcome outcome;
  std::string message;  // why the row is unreadable or has no route
};

struct Evaluation {
  std::string ranker;
  EvaluateOptions options;
  std::vector<EvaluatedRow> rows;  // one per recipe, in order
  Scores all;
  std::map<std::string, Scores> groups;  // "solid-state", "sol-gel", "other"; "target seen", "target unseen"
};

// training_targets: sorted hashes of LoadedModel; empty where they are not known.
// Sets are compared by composition keys, common gases left out on both sides.
Evaluation evaluate(const Ranker& ranker, std::span<const Recipe> recipes,
                    std::span<const std::uint64_t> training_targets, const EvaluateOptions& options);

}  // namespace matroute
