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

// Mean ECE over hits drawn with the stated probabilities; the same on every machine.
double perfect_calibration_error(std::vector<double> probabilities) {
  std::sort(probabilities.begin(), probabilities.end());  // once rather than for every draw
  std::mt19937_64 generator(0);
  double sum = 0.0;
  std::vector<double> hits(probabilities.size());
  for (std::size_t draw = 0; draw < kPerfectDraws; ++draw) {
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const double uniform = static_cast<double>(generator() >> 11U) * 0x1p-53;
      hits[i] = uniform < probabilities[i] ? 1.0 : 0.0;
    }
    sum += calibration_error(probabilities, hits);
  }
  return sum / static_cast<double>(kPerfectDraws);
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

// Rows by probability in kReliabilityBins of about equal size.
std::vector<ReliabilityBin> reliability_of(std::span<const double> probabilities, std::span<const double> hits) {
  const std::size_t n = probabilities.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] < probabilities[b]; });
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

double calibration_error(std::span<const double> probabilities, std::span<const double> hits, std::size_t bins) {
  const std::size_t n = probabilities.size();
  if (n == 0) return 0.0;
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] < probabilities[b]; });
  double error = 0.0;
  std::size_t start = 0;
  for (std::size_t bin = 1; bin <= bins; ++bin) {
    std::size_t end = bin * n / bins;
    while (end > 0 && end < n && probabilities[order[end]] == probabilities[order[end - 1]]) ++end;
    double difference = 0.0;
    for (std::size_t i = start; i < end; ++i) difference += probabilities[order[i]] - hits[order[i]];
    error += std::abs(difference);
    start = std::max(start, end);
  }
  return error / static_cast<double>(n);
}

Scores score(std::span<const Outcome> outcomes) {
  Scores scores;
  scores.rows = outcomes.size();
  if (outcomes.empty()) return scores;
  std::vector<double> probabilities;
  std::vector<double> hits;
  for (const Outcome& outcome : outcomes) {
    probabilities.push_back(outcome.probability);
    hits.push_back(outcome.rank == 1 ? 1.0 : 0.0);
    for (std::size_t k = 0; k < kTopK.size(); ++k) {
      if (outcome.rank != 0 && outcome.rank <= kTopK[k]) scores.exact[k] += 1.0;
    }
    if (outcome.rank != 0) scores.mean_reciprocal_rank += 1.0 / static_cast<double>(outcome.rank);
    scores.brier += (probabilities.back() - hits.back()) * (probabilities.back() - hits.back());
    scores.mean_confidence += outcome.confidence;
    scores.mean_routes += static_cast<double>(outcome.routes);
  }
  const auto rows = static_cast<double>(outcomes.size());
  for (double& share : scores.exact) share /= rows;
  for (double* mean : {&scores.mean_reciprocal_rank, &scores.brier, &scores.mean_confidence, &scores.mean_routes}) {
    *mean /= rows;
  }
  scores.doi_macro = doi_macro(outcomes);
  scores.ece = calibration_error(probabilities, hits);
  scores.reliability = reliability_of(probabilities, hits);
  scores.ece_perfect = perfect_calibration_error(probabilities);
  return scores;
}

}  // namespace matroute
