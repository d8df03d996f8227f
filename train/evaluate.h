// Compares a ranker with recorded recipes. Every row counts, even one that cannot be read or has no route.
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

// The method that the ranker is asked for: each recipe's own, or one for all recipes.
struct AskedMethod {
  bool recorded = false;         // each recipe's own
  std::optional<Method> method;  // for all recipes; empty: any. Ignored where `recorded`
};

struct EvaluateOptions {
  std::size_t routes = 20;  // asked for per target; >= 1. Ranks beyond it are misses
  AskedMethod method;
  bool balance_filter = true;  // false: every ranked set counts, for comparison with plain counting
};

// How far a target is from the targets of the training: the same composition, the same chemical system, or neither.
enum class Novelty : std::uint8_t { kSeenTarget, kUnseenTarget, kUnseenSystem };
inline constexpr std::array<std::string_view, 3> kNoveltyNames = {"seen target", "unseen target", "unseen system"};
constexpr std::string_view name(Novelty novelty) { return kNoveltyNames[static_cast<std::size_t>(novelty)]; }

struct EvaluatedRow {
  std::string target;  // as recorded
  Method method = Method::kSolidState;
  std::optional<Novelty> novelty;  // empty where the targets of the training are not known
  Outcome outcome;
  std::string message;  // why the row is unreadable or has no route; empty otherwise
};

struct Evaluation {
  std::string ranker;
  EvaluateOptions options;
  std::vector<EvaluatedRow> rows;  // one per recipe, in order
  Scores all;
  std::map<std::string, Scores> groups;  // "solid-state", "sol-gel", "other"; those of kNoveltyNames
};

// rescorer: may be null, where the ranker's own probabilities are judged. seen: the targets of the training
// (LoadedModel::seen); empty where they are not known. Sets are compared by composition keys, common gases left out on
// both sides.
Evaluation evaluate(const Ranker& ranker, const Rescorer* rescorer, std::span<const Recipe> recipes,
                    const SeenTargets& seen, const EvaluateOptions& options);

}  // namespace matroute
