// Metrics worked out by hand.
#include "train/metrics.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace matroute {
namespace {

Outcome outcome(std::size_t rank, double probability, const std::string& doi, bool readable = true) {
  return {doi, readable, rank, probability, probability, 10};
}

TEST(Metrics, CountEveryRow) {
  const std::vector<Outcome> outcomes = {outcome(1, 0.9, "a"), outcome(3, 0.5, "a"), outcome(0, 0.4, "b"),
                                         outcome(0, 0.0, "c", false)};
  const Scores scores = score(outcomes);
  EXPECT_EQ(scores.rows, 4U);
  EXPECT_DOUBLE_EQ(scores.exact[0], 0.25);
  EXPECT_DOUBLE_EQ(scores.exact[1], 0.5);
  EXPECT_DOUBLE_EQ(scores.mean_reciprocal_rank, (1.0 + 1.0 / 3) / 4);
  EXPECT_DOUBLE_EQ(scores.doi_macro, (0.5 + 0.0) / 2);  // the unreadable paper is left out
  EXPECT_DOUBLE_EQ(scores.brier, (0.01 + 0.25 + 0.16 + 0.0) / 4);
}

TEST(Metrics, NothingScoresNothing) {
  const Scores scores = score({});
  EXPECT_EQ(scores.rows, 0U);
  EXPECT_EQ(scores.ece, 0.0);
}

TEST(Metrics, ReliabilityComparesProbabilityAndShareRight) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(20);
  for (int i = 0; i < 20; ++i) outcomes.push_back(outcome(i % 2 == 0 ? 1 : 0, i < 10 ? 0.2 : 0.9, "a"));
  const auto reliability = score(outcomes).reliability;
  ASSERT_EQ(reliability.size(), kReliabilityBins);
  for (std::size_t b = 0; b < kReliabilityBins; ++b) {
    EXPECT_EQ(reliability[b].rows, 2U);
    EXPECT_NEAR(reliability[b].mean_probability, b < 5 ? 0.2 : 0.9, 1e-12);
    EXPECT_NEAR(reliability[b].share_right, 0.5, 1e-12);
  }
  EXPECT_EQ(score(std::span(outcomes).first(3)).reliability.size(), 3U);  // no bin is empty
}

TEST(Metrics, CalibrationErrorOfBinsOfEqualMass) {
  const Predictions predictions = {{0.2, 0.2, 0.8, 0.8}, {0.0, 0.0, 1.0, 1.0}, {1.0, 1.0, 1.0, 1.0}};
  EXPECT_NEAR(calibration_error(predictions, 2), (0.4 + 0.4) / 4, 1e-12);
  // Four bins, but ties stay together: still two.
  EXPECT_NEAR(calibration_error(predictions, 4), (0.4 + 0.4) / 4, 1e-12);
  // All tied: one bin, and the errors cancel.
  EXPECT_NEAR(calibration_error({{0.5, 0.5, 0.5, 0.5}, predictions.hits, predictions.weights}, 4), 0.0, 1e-12);
  EXPECT_EQ(calibration_error({}, 4), 0.0);
}

TEST(Metrics, CalibrationErrorOfWeightedRows) {
  // Bins of weight 2: the first row alone, the other two together, whose errors cancel in part.
  const Predictions predictions = {{0.1, 0.6, 0.9}, {0.0, 1.0, 0.0}, {2.0, 1.0, 1.0}};
  EXPECT_NEAR(calibration_error(predictions, 2), (2 * 0.1 + (0.9 - 0.4)) / 4, 1e-12);
}

// One paper of many rows, all wrong, beside many papers of one row.
TEST(Metrics, CalibrationErrorByDoiCountsPapersAlike) {
  std::vector<Outcome> outcomes(100, outcome(2, 0.5, "long"));
  outcomes.reserve(200);
  for (int i = 0; i < 100; ++i) outcomes.push_back(outcome(i % 2 == 0 ? 1 : 2, 0.5, std::to_string(i)));
  const Scores scores = score(outcomes);
  EXPECT_NEAR(scores.ece, 0.25, 1e-9);
  EXPECT_NEAR(scores.doi_ece, 0.5 / 101, 1e-9);
  EXPECT_GT(scores.doi_ece_perfect, scores.ece_perfect);
}

TEST(Metrics, PerfectCalibrationShowsTheNoiseOfItsSize) {
  std::vector<Outcome> outcomes(1000, outcome(1, 0.5, "a"));
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i].probability = 0.5 + 1e-6 * static_cast<double>(i);
  const Scores scores = score(outcomes);
  EXPECT_GT(scores.ece_perfect, 0.02);
  EXPECT_LT(scores.ece_perfect, 0.08);
  EXPECT_NEAR(scores.ece, 0.4995, 1e-3);
}

}  // namespace
}  // namespace matroute
