// Collects outcomes and reports their scores.
#include "train/cross_validation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "model/counting/counting_ranker.h"
#include "train/evaluate.h"

namespace matroute {
namespace {

std::string scores_text(const Scores& s) {
  return fmt::format(
      "{:5.1f} {:5.1f} {:5.1f} {:5.1f} {:5.1f}  MRR {:.1f} ECE {:.3f}/{:.3f} n {}; by DOI {:.1f} ECE {:.3f}/{:.3f}",
      100 * s.exact[0], 100 * s.exact[1], 100 * s.exact[2], 100 * s.exact[3], 100 * s.exact[4],
      100 * s.mean_reciprocal_rank, s.ece, s.ece_perfect, s.rows, 100 * s.doi_macro, s.doi_ece, s.doi_ece_perfect);
}

}  // namespace

void CrossValidation::add(const std::string& ranker, std::size_t recipe, const Outcome& outcome) {
  outcomes_[ranker].push_back(outcome);
  outcomes_[ranker + ", " + std::string(name(recipes_[recipe].method))].push_back(outcome);
}

void CrossValidation::add_counting(const CountingData& data, const std::vector<std::size_t>& rows) {
  const CountingRanker ranker(std::make_shared<const Counts>(data, "the new model"), TargetElements::kFull);
  std::vector<Recipe> recipes;
  recipes.reserve(rows.size());
  for (const std::size_t row : rows) recipes.push_back(recipes_[row]);
  EvaluateOptions options;
  options.method.recorded = true;
  const Evaluation evaluation = evaluate(ranker, nullptr, recipes, {}, options);
  for (std::size_t i = 0; i < rows.size(); ++i) add("counting", rows[i], evaluation.rows[i].outcome);
}

void CrossValidation::report(const TrainingEvents& events, std::map<std::string, double>& metrics) const {
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
    line["doi_ece"] = scores.doi_ece;
    metrics[fmt::format("cross-validated {} ECE", ranker)] = scores.ece;
    metrics[fmt::format("cross-validated {} ECE by DOI", ranker)] = scores.doi_ece;
    events.metrics(line.dump());
  }
}

}  // namespace matroute
