// Calibration of lists that were drawn from known probabilities.
#include "train/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace matroute {
namespace {

// Lists of three sets and "none of them" (place 0), whose answers are drawn from their true probabilities, and that
// were told the probabilities of logits multiplied with `sharpness`, with `none` added to place 0.
std::vector<JudgedList> drawn_lists(std::size_t count, Method method, double sharpness, double none, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<JudgedList> lists;
  const auto softmax = [](std::vector<double> logits) {
    double total = 0.0;
    for (double& x : logits) total += x = std::exp(x);
    for (double& x : logits) x /= total;
    return logits;
  };
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> logits(4);
    for (double& x : logits) x = normal(random);
    const auto truth = softmax(logits);
    JudgedList list{method, {}, std::discrete_distribution<int>(truth.begin(), truth.end())(random) - 1};
    for (double& x : logits) x *= sharpness;
    logits[0] += none;
    const auto told = softmax(logits);
    list.probabilities.assign(told.begin() + 1, told.end());
    lists.push_back(std::move(list));
  }
  return lists;
}

TEST(FitCalibration, UndoesWhatMadeProbabilitiesTooSure) {
  auto lists = drawn_lists(20'000, Method::kSolidState, 2.0, 0.5, 1);
  const auto sol_gel = drawn_lists(20'000, Method::kSolGel, 1.0, 0.0, 2);
  lists.insert(lists.end(), sol_gel.begin(), sol_gel.end());
  const Calibration calibration = fit_calibration(lists);
  EXPECT_NEAR(calibration.sharpness[0], 0.5, 0.03);
  EXPECT_NEAR(calibration.none[0], -0.25, 0.05);
  EXPECT_NEAR(calibration.sharpness[1], 1.0, 0.05);
  EXPECT_NEAR(calibration.none[1], 0.0, 0.05);
}

TEST(FitCalibration, ListsCountByTheirWeights) {
  auto lists = drawn_lists(5000, Method::kSolidState, 2.0, 0.0, 1);
  auto others = drawn_lists(5000, Method::kSolidState, 1.0, 0.0, 2);
  for (JudgedList& list : others) list.weight = 1e-6;
  const float alone = fit_calibration(lists).sharpness[0];
  lists.insert(lists.end(), others.begin(), others.end());
  EXPECT_NEAR(fit_calibration(lists).sharpness[0], alone, 1e-4);
}

TEST(FitCalibration, NothingIsCorrectedWhereNothingIsKnown) {
  const Calibration calibration = fit_calibration({});
  for (std::size_t method = 0; method < kMethodCount; ++method) {
    EXPECT_EQ(calibration.sharpness[method], 1.0F);
    EXPECT_EQ(calibration.none[method], 0.0F);
  }
}

TEST(FitCalibration, CertaintiesAndEmptyListsGiveNumbers) {
  const std::vector<JudgedList> lists = {{Method::kSolidState, {1.0, 0.0}, 1},
                                         {Method::kSolidState, {1.0, 0.0}, 0},
                                         {Method::kSolidState, {}, -1},
                                         {Method::kSolidState, {0.0, 0.0}, -1}};
  const Calibration calibration = fit_calibration(lists);
  EXPECT_TRUE(std::isfinite(calibration.none[0]));
  EXPECT_GT(calibration.sharpness[0], 0.0F);
  EXPECT_LT(calibration.sharpness[0], 1.0F);
}

}  // namespace
}  // namespace matroute
