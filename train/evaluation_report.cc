// Evaluations as text.
#include "train/evaluation_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace matroute {
namespace {

using Json = nlohmann::ordered_json;

std::string table_line(const std::string& ranker, const std::string& group, const Scores& scores) {
  std::string line = fmt::format("{:<10} {:<14} {:>6}", ranker, group, scores.rows);
  for (const double share : scores.exact) line += fmt::format(" {:5.1f}", 100 * share);
  return line + fmt::format(" {:5.1f} {:6.3f} {:7.3f} {:5.3f} {:9.1f} {:7.3f} {:7.3f}\n",
                            100 * scores.mean_reciprocal_rank, scores.ece, scores.ece_perfect, scores.brier,
                            100 * scores.doi_macro, scores.doi_ece, scores.doi_ece_perfect);
}

// The probability of route 1 and how often it was right, a line for each bin of like probability.
std::string reliability_table(const Evaluation& evaluation) {
  std::string text = fmt::format("\nreliability of {}'s route 1, in tenths of the rows\n{:>6} {:>11} {:>11}\n",
                                 evaluation.ranker, "n", "probability", "right");
  for (const ReliabilityBin& bin : evaluation.all.reliability) {
    text += fmt::format("{:>6} {:>11.3f} {:>11.3f}\n", bin.rows, bin.mean_probability, bin.share_right);
  }
  return text;
}

Json scores_json(const Scores& scores) {
  Json json = {{"rows", scores.rows}};
  for (std::size_t k = 0; k < kTopK.size(); ++k) json["exact@" + std::to_string(kTopK[k])] = scores.exact[k];
  json["mrr"] = scores.mean_reciprocal_rank;
  json["doi_macro@1"] = scores.doi_macro;
  json["ece"] = scores.ece;
  json["ece_perfect"] = scores.ece_perfect;
  json["doi_ece"] = scores.doi_ece;
  json["doi_ece_perfect"] = scores.doi_ece_perfect;
  json["brier"] = scores.brier;
  json["reliability"] = Json::array();
  for (const ReliabilityBin& bin : scores.reliability) {
    json["reliability"].push_back(
        {{"rows", bin.rows}, {"mean_probability", bin.mean_probability}, {"share_right", bin.share_right}});
  }
  json["mean_confidence"] = scores.mean_confidence;
  json["mean_routes"] = scores.mean_routes;
  return json;
}

Json row_json(const EvaluatedRow& row, std::size_t index) {
  const Outcome& outcome = row.outcome;
  Json json = {{"row", index}, {"target", row.target}, {"doi", outcome.doi}, {"method", name(row.method)}};
  json["readable"] = outcome.readable;
  json["novelty"] = row.novelty ? Json(name(*row.novelty)) : Json(nullptr);
  json["rank"] = outcome.rank == 0 ? Json(nullptr) : Json(outcome.rank);
  json["probability"] = outcome.probability;
  json["confidence"] = outcome.confidence;
  json["routes"] = outcome.routes;
  json["message"] = row.message;
  return json;
}

}  // namespace

std::string evaluation_table(std::span<const Evaluation> evaluations) {
  std::string text = fmt::format("{:<10} {:<14} {:>6}", "ranker", "rows", "n");
  for (const std::size_t k : kTopK) text += fmt::format(" {:>5}", "@" + std::to_string(k));
  text += fmt::format(" {:>5} {:>6} {:>7} {:>5} {:>9} {:>7} {:>7}\n", "mrr", "ece", "perfect", "brier", "doi-macro",
                      "doi-ece", "perfect");
  for (const Evaluation& evaluation : evaluations) {
    text += table_line(evaluation.ranker, "all", evaluation.all);
    for (const auto& [group, scores] : evaluation.groups) text += table_line(evaluation.ranker, group, scores);
  }
  if (!evaluations.empty()) text += reliability_table(evaluations.front());
  return text;
}

std::string evaluation_json(std::span<const Evaluation> evaluations) {
  Json json = {{"rankers", Json::array()}, {"targets", Json::array()}};
  for (const Evaluation& evaluation : evaluations) {
    Json groups = Json::object();
    for (const auto& [group, scores] : evaluation.groups) groups[group] = scores_json(scores);
    json["rankers"].push_back({{"ranker", evaluation.ranker},
                               {"routes_asked", evaluation.options.routes},
                               {"balance", evaluation.options.balance_filter},
                               {"all", scores_json(evaluation.all)},
                               {"groups", groups}});
  }
  if (!evaluations.empty()) {
    const auto& rows = evaluations.front().rows;
    for (std::size_t i = 0; i < rows.size(); ++i) json["targets"].push_back(row_json(rows[i], i));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace matroute
