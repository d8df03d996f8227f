// A ranker against recorded recipes. Every row counts, also what cannot be read or has no route.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/recipes/recipe.h"
#include "model/folder/make_model.h"
#include "model/search/ranker.h"
#include "train/metrics.h"

namespace matroute {

// Which method the ranker is asked for: each recipe's own, or one for all. Any, where it is neither.
struct AskedMethod {
  bool recorded = false;
  std::optional<Method> method;  // not looked at where each recipe's own is asked for
};

struct EvaluateOptions {
  std::size_t routes = 20;  // asked for per target; >= 1. Ranks beyond it are misses
  AskedMethod method;
  bool balance_filter = true;  // off: every ranked set counts, for comparison with plain counting
};

// How far a target is from those trained on: the same composition, the same chemical system, or neither.
enum class Novelty : std::uint8_t { kSeenTarget, kUnseenTarget, kUnseenSystem };
inline constexpr std::array<std::string_view, 3> kNoveltyNames = {"seen target", "unseen target", "unseen system"};
constexpr std::string_view name(Novelty novelty) { return kNoveltyNames[static_cast<std::size_t>(novelty)]; }

struct EvaluatedRow {
  std::string target;  // as recorded
  Method method = Method::kSolidState;
  std::optional<Novelty> novelty;  // empty where it is not known what was trained on
  Outcome outcome;
  std::string message;  // why the row is unreadable or has no route
};

struct Evaluation {
  std::string ranker;
  EvaluateOptions options;
  std::vector<EvaluatedRow> rows;  // one per recipe, in order
  Scores all;
  std::map<std::string, Scores> groups;  // "solid-state", "sol-gel", "other"; those of kNoveltyNames
};

// rescorer: null where the ranker's own probabilities are judged. seen: of LoadedModel; empty where it is not known.
// Sets are compared by composition keys, common gases left out on both sides.
Evaluation evaluate(const Ranker& ranker, const Rescorer* rescorer, std::span<const Recipe> recipes,
                    const SeenTargets& seen, const EvaluateOptions& options);

}  // namespace matroute
