// Scores of ranked routes.
#include "train/metrics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <vector>

namespace matroute {
namespace {

constexpr std::size_t kPerfectDraws = 200;

// Positions by ascending probability.
std::vector<std::size_t> ascending(const std::vector<double>& probabilities) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return probabilities[i]; });
  return order;
}

// Mean ECE over hits drawn with the stated probabilities; the same on every machine.
double perfect_calibration_error(const Predictions& predictions) {
  Predictions drawn;
  for (const std::size_t i : ascending(predictions.probabilities)) {  // sorted once rather than for every draw
    drawn.probabilities.push_back(predictions.probabilities[i]);
    drawn.weights.push_back(predictions.weights[i]);
  }
  drawn.hits.resize(drawn.weights.size());
  std::mt19937_64 generator(0);
  double sum = 0.0;
  for (std::size_t draw = 0; draw < kPerfectDraws; ++draw) {
    for (std::size_t i = 0; i < drawn.hits.size(); ++i) {
      const double uniform = static_cast<double>(generator() >> 11U) * 0x1p-53;
      drawn.hits[i] = uniform < drawn.probabilities[i] ? 1.0 : 0.0;
    }
    sum += calibration_error(drawn);
  }
  return sum / static_cast<double>(kPerfectDraws);
}

// Weight of each row: 1 / number of rows with its DOI.
std::vector<double> doi_weights(std::span<const Outcome> outcomes) {
  std::map<std::string, double> rows;
  for (const Outcome& outcome : outcomes) rows[outcome.doi] += 1.0;
  std::vector<double> weights;
  weights.reserve(outcomes.size());
  for (const Outcome& outcome : outcomes) weights.push_back(1.0 / rows.at(outcome.doi));
  return weights;
}

double doi_macro(std::span<const Outcome> outcomes) {
  std::map<std::string, std::pair<double, double>> papers;  // hits, rows
  for (const Outcome& outcome : outcomes) {
    if (!outcome.readable) continue;
    auto& [hits, rows] = papers[outcome.doi];
    hits += outcome.rank == 1 ? 1.0 : 0.0;
    rows += 1.0;
  }
  double sum = 0.0;
  for (const auto& [doi, paper] : papers) sum += paper.first / paper.second;
  return papers.empty() ? 0.0 : sum / static_cast<double>(papers.size());
}

// Sorts rows by probability into kReliabilityBins bins of about equal size.
std::vector<ReliabilityBin> reliability_of(const Predictions& predictions) {
  const auto& [probabilities, hits, weights] = predictions;
  const std::size_t n = probabilities.size();
  const std::vector<std::size_t> order = ascending(probabilities);
  std::vector<ReliabilityBin> bins;
  for (std::size_t b = 0; b < kReliabilityBins; ++b) {
    ReliabilityBin bin;
    for (std::size_t i = b * n / kReliabilityBins; i < (b + 1) * n / kReliabilityBins; ++i) {
      bin.mean_probability += probabilities[order[i]];
      bin.share_right += hits[order[i]];
      ++bin.rows;
    }
    if (bin.rows == 0) continue;
    bin.mean_probability /= static_cast<double>(bin.rows);
    bin.share_right /= static_cast<double>(bin.rows);
    bins.push_back(bin);
  }
  return bins;
}

}  // namespace

double calibration_error(const Predictions& predictions, std::size_t bins) {
  const auto& probabilities = predictions.probabilities;
  const auto& hits = predictions.hits;
  const auto& weights = predictions.weights;
  const std::vector<std::size_t> order = ascending(probabilities);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double error = 0.0;
  double passed = 0.0;  // weight of the rows in earlier bins and in this bin so far
  std::size_t k = 0;
  for (std::size_t bin = 1; bin <= bins; ++bin) {
    const double edge = (1.0 + 1e-12) * total * static_cast<double>(bin) / static_cast<double>(bins);
    const auto is_within = [&](std::size_t i) {
      const bool tied = i > 0 && probabilities[order[i]] == probabilities[order[i - 1]];
      return tied || bin == bins || passed + weights[order[i]] <= edge;
    };
    double difference = 0.0;
    for (; k < order.size() && is_within(k); ++k) {
      difference += weights[order[k]] * (probabilities[order[k]] - hits[order[k]]);
      passed += weights[order[k]];
    }
    error += std::abs(difference);
  }
  return total > 0.0 ? error / total : 0.0;
}

Scores score(std::span<const Outcome> outcomes) {
  Scores scores;
  scores.rows = outcomes.size();
  if (outcomes.empty()) return scores;
  Predictions predictions;
  for (const Outcome& outcome : outcomes) {
    const double hit = outcome.rank == 1 ? 1.0 : 0.0;
    predictions.probabilities.push_back(outcome.probability);
    predictions.hits.push_back(hit);
    predictions.weights.push_back(1.0);
    for (std::size_t k = 0; k < kTopK.size(); ++k) {
      if (outcome.rank != 0 && outcome.rank <= kTopK[k]) scores.exact[k] += 1.0;
    }
    if (outcome.rank != 0) scores.mean_reciprocal_rank += 1.0 / static_cast<double>(outcome.rank);
    scores.brier += (outcome.probability - hit) * (outcome.probability - hit);
    scores.mean_confidence += outcome.confidence;
    scores.mean_routes += static_cast<double>(outcome.routes);
  }
  const auto rows = static_cast<double>(outcomes.size());
  for (double& share : scores.exact) share /= rows;
  for (double* mean : {&scores.mean_reciprocal_rank, &scores.brier, &scores.mean_confidence, &scores.mean_routes}) {
    *mean /= rows;
  }
  scores.doi_macro = doi_macro(outcomes);
  scores.reliability = reliability_of(predictions);
  scores.ece = calibration_error(predictions);
  scores.ece_perfect = perfect_calibration_error(predictions);
  predictions.weights = doi_weights(outcomes);
  scores.doi_ece = calibration_error(predictions);
  scores.doi_ece_perfect = perfect_calibration_error(predictions);
  return scores;
}

}  // namespace matroute
