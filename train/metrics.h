// How well ranked routes match recorded recipes: exact sets, reciprocal rank, calibration.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace matroute {

inline constexpr std::array<std::size_t, 5> kTopK = {1, 3, 5, 10, 20};

// One recorded recipe against the routes for its target.
struct Outcome {
  std::string doi;
  bool readable = true;      // false: target or a precursor could not be read; counts as a miss
  std::size_t rank = 0;      // of the recorded set among the routes, from 1; 0: not among them
  double probability = 0.0;  // of route 1; 0 where there is none
  double confidence = 0.0;   // probability that the recorded set is among the routes
  std::size_t routes = 0;    // number of routes returned
};

inline constexpr std::size_t kReliabilityBins = 10;

// Rows whose route 1 has a like probability.
struct ReliabilityBin {
  std::size_t rows = 0;
  double mean_probability = 0.0;
  double share_right = 0.0;
};

struct Scores {
  std::size_t rows = 0;
  std::array<double, kTopK.size()> exact{};  // share of all rows whose recorded set is among the first kTopK[i]
  double mean_reciprocal_rank = 0.0;
  double doi_macro = 0.0;    // exact@1 averaged within each DOI, then over DOIs; unreadable rows left out
  double ece = 0.0;          // expected calibration error of "route 1 is the recorded set"
  double ece_perfect = 0.0;  // ece of perfect probabilities with as many rows, each independent
  double doi_ece = 0.0;  // ece with the same weight for every DOI, since rows of one paper are right or wrong together
  double doi_ece_perfect = 0.0;
  double brier = 0.0;
  std::vector<ReliabilityBin> reliability;  // ascending
  double mean_confidence = 0.0;
  double mean_routes = 0.0;
};

// All scores are zero where there are no outcomes.
Scores score(std::span<const Outcome> outcomes);

// Predictions: probabilities, hits (1: right, 0: wrong) and weights, one of each per prediction.
struct Predictions {
  std::vector<double> probabilities;
  std::vector<double> hits;
  std::vector<double> weights;
};

// Expected calibration error over bins of equal weight; equal probabilities stand in one bin.
double calibration_error(const Predictions& predictions, std::size_t bins = 15);

}  // namespace matroute
