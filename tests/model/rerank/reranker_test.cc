// The re-ranker: probabilities, padding, gradients, weights and statistics that come back.
#include "model/rerank/reranker.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

using testing_models::barium_titanate_pairs;

SetList random_list(std::size_t sets, unsigned seed) {
  std::mt19937 random(seed);
  const auto draw = [&] { return static_cast<float>(random() % 1000) / 500.0F - 1.0F; };
  SetList list;
  list.sets = sets;
  for (std::size_t i = 0; i < sets * kSetFeatures; ++i) list.set_features.push_back(draw());
  for (std::size_t i = 0; i < kListFeatures; ++i) list.list_features.push_back(draw());
  return list;
}

// Untrained, the last layers are zero; these are not.
Reranker random_reranker() {
  Reranker reranker(1);
  const c10::NoGradGuard no_gradient;
  float value = 0.0F;
  for (at::Tensor& parameter : reranker.parameters()) {
    for (std::int64_t i = 0; i < parameter.numel(); ++i) parameter.data_ptr<float>()[i] += 0.2F * std::sin(value += 1);
  }
  return reranker;
}

TEST(Reranker, GivesEverySetAProbabilityAndLeavesSomeForNone) {
  const std::vector<SetList> lists = {random_list(3, 1), random_list(0, 2), random_list(7, 3)};
  const auto probabilities = random_reranker().probabilities(lists);
  ASSERT_EQ(probabilities.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_EQ(probabilities[i].size(), lists[i].sets);
    double sum = 0.0;
    for (const double p : probabilities[i]) {
      EXPECT_GT(p, 0.0);
      sum += p;
    }
    EXPECT_LT(sum, 1.0);
  }
}

TEST(Reranker, AsBornItFollowsTheRanker) {
  const SetList list = random_list(4, 1);
  const auto probabilities = Reranker(1).probabilities({&list, 1}).front();
  for (std::size_t i = 1; i < 4; ++i) {
    const float difference = list.set_features[i * kSetFeatures] - list.set_features[0];
    EXPECT_NEAR(std::log(probabilities[i] / probabilities[0]), difference, 1e-5);
  }
}

TEST(Reranker, ListsDoNotSeeEachOther) {
  const Reranker reranker = random_reranker();
  std::vector<SetList> lists;
  for (unsigned i = 0; i < 300; ++i) lists.push_back(random_list(i % 9, i));
  const auto together = reranker.probabilities(lists);
  for (std::size_t i = 0; i < lists.size(); i += 11) {
    const auto alone = reranker.probabilities({&lists[i], 1}).front();
    ASSERT_EQ(alone.size(), together[i].size());
    for (std::size_t j = 0; j < alone.size(); ++j) EXPECT_NEAR(alone[j], together[i][j], 1e-6);
  }
}

TEST(Reranker, CalibrationActsOnListsOfItsMethod) {
  Reranker reranker = random_reranker();
  SetList lists[] = {random_list(3, 1), random_list(3, 1)};
  lists[1].method = Method::kSolGel;
  const auto before = reranker.probabilities(lists);
  EXPECT_THAT(before[1], testing::Pointwise(testing::DoubleNear(1e-6), before[0]));
  Calibration calibration;
  calibration.sharpness[1] = 0.5F;
  calibration.none[1] = 0.3F;
  reranker.set_calibration(calibration);
  const auto after = reranker.probabilities(lists);
  EXPECT_EQ(after[0], before[0]);
  const double none = 1.0 - std::accumulate(before[1].begin(), before[1].end(), 0.0);
  double total = std::sqrt(none) * std::exp(0.3);
  for (const double p : before[1]) total += std::sqrt(p);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(after[1][i], std::sqrt(before[1][i]) / total, 1e-6);
}

TEST(Reranker, DropoutActsInTrainingAloneAndFollowsItsSeed) {
  Reranker reranker = random_reranker();
  const SetList list = random_list(4, 1);
  const SetList* pointer = &list;
  const auto probabilities = reranker.probabilities({&list, 1});
  const auto in_training = [&] { return reranker.log_probabilities({&pointer, 1}).detach(); };
  const auto without = in_training();
  reranker.set_dropout(0.5, 1);
  const auto once = in_training();
  EXPECT_FALSE(at::equal(once, without));
  EXPECT_FALSE(at::equal(once, in_training()));
  reranker.set_dropout(0.5, 1);
  EXPECT_TRUE(at::equal(once, in_training()));
  EXPECT_EQ(reranker.probabilities({&list, 1}), probabilities);
}

TEST(Reranker, TheGradientIsThatOfFiniteDifferences) {
  const Reranker reranker = random_reranker();
  const SetList lists[] = {random_list(3, 1), random_list(5, 2)};
  const SetList* pointers[] = {&lists[0], &lists[1]};
  const auto loss = [&] {
    const auto log_probabilities = reranker.log_probabilities(pointers);
    return log_probabilities.select(0, 0).select(0, 1) + 2 * log_probabilities.select(0, 1).select(0, 0);
  };
  loss().backward();
  const c10::NoGradGuard no_gradient;
  for (at::Tensor& parameter : reranker.parameters()) {
    // Along the gradient: the steepest slope is the one that 32 bits measure best.
    const auto gradient = parameter.grad().clone();
    const double norm = gradient.norm().item<double>();
    const auto step = gradient * (0.01 / norm);
    parameter.add_(step);
    const double up = loss().item<double>();
    parameter.sub_(step * 2);
    const double down = loss().item<double>();
    parameter.add_(step);
    EXPECT_NEAR((up - down) / 0.02, norm, 2e-3 * std::max(norm, 0.1));
  }
}

TEST(Reranker, WeightsAndStatisticsComeBack) {
  Reranker saved = random_reranker();
  Calibration calibration;
  calibration.sharpness[0] = 0.7F;
  calibration.none[0] = -0.2F;
  saved.set_calibration(calibration);
  const SetStatistics::Data pairs = barium_titanate_pairs();
  const auto file = write_safetensors(to_tensors(saved, pairs));
  const RerankerParts loaded = reranker_from_tensors(read_safetensors(file, "test"), pairs.weights.size(), "test");
  const SetList list = random_list(5, 1);
  EXPECT_EQ(saved.probabilities({&list, 1}), loaded.network.probabilities({&list, 1}));
  EXPECT_EQ(loaded.statistics.weights, pairs.weights);
  EXPECT_EQ(loaded.statistics.pair_low, pairs.pair_low);
  EXPECT_EQ(loaded.statistics.pair_high, pairs.pair_high);
  EXPECT_EQ(loaded.statistics.pair_weights, pairs.pair_weights);
  EXPECT_EQ(loaded.statistics.recipes, pairs.recipes);
}

// What is said where one tensor of the file holds other values.
template <class T>
std::string fault_with(const std::string& name, const std::vector<T>& values) {
  auto tensors = testing_models::barium_titanate_reranker_tensors();
  for (Tensor& tensor : tensors) {
    if (tensor.name == "statistics." + name) tensor = Tensor::of<T>("statistics." + name, values);
  }
  try {
    reranker_from_tensors(read_safetensors(write_safetensors(tensors), "x"), 6, "x");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    return error.what();
  }
  return "no fault";
}

TEST(Reranker, StatisticsThatAreNoneAreRefused) {
  using Ids = std::vector<std::uint32_t>;
  using Floats = std::vector<float>;
  EXPECT_EQ(fault_with("pair_low", Ids{0, 0, 0}), "no fault");
  EXPECT_THAT(fault_with("pair_high", Ids{1, 2, 6}), testing::HasSubstr("pair 2 names no two"));
  EXPECT_THAT(fault_with("pair_low", Ids{1, 0, 0}), testing::HasSubstr("pair 0 names no two"));
  EXPECT_THAT(fault_with("pair_low", Ids{4, 0, 0}), testing::HasSubstr("pair 0 names no two"));
  EXPECT_THAT(fault_with("pair_high", Ids{1, 1, 3}), testing::HasSubstr("pair 1 is not in ascending"));
  EXPECT_THAT(fault_with("pair_high", Ids{3, 2, 1}), testing::HasSubstr("ascending"));
  EXPECT_THAT(fault_with("pair_high", Ids{1, 2}), testing::HasSubstr("contradict"));
  EXPECT_THAT(fault_with("pair_weights", Floats{1, 2}), testing::HasSubstr("contradict"));
  EXPECT_THAT(fault_with("weights", Floats(5, 1.0F)), testing::HasSubstr("contradict"));
  EXPECT_THAT(fault_with("recipes", Floats{}), testing::HasSubstr("contradict"));
  EXPECT_THAT(fault_with("recipes", Floats{1, 2}), testing::HasSubstr("contradict"));
  EXPECT_THAT(fault_with("weights", Floats(6, -1.0F)), testing::HasSubstr("negative"));
  EXPECT_THAT(fault_with("pair_weights", Floats{1, -2, 1}), testing::HasSubstr("negative"));
  EXPECT_THAT(fault_with("recipes", Floats{-1}), testing::HasSubstr("negative"));
  EXPECT_THAT(fault_with("weights", std::vector<double>(6, 1.0)), testing::HasSubstr("F32"));
}

TEST(Reranker, SharpnessOfZeroIsRefused) {
  Reranker reranker(1);
  Calibration calibration;
  calibration.sharpness[1] = 0.0F;
  reranker.set_calibration(calibration);
  const auto tensors = to_tensors(reranker, testing_models::barium_titanate_pairs());
  EXPECT_THROW(reranker_from_tensors(read_safetensors(write_safetensors(tensors), "x"), 6, "x"), Error);
}

TEST(SetStatistics, AffinityComparesWithChance) {
  const SetStatistics statistics(barium_titanate_pairs());
  EXPECT_FLOAT_EQ(statistics.weight(1), 6.0F);
  EXPECT_FLOAT_EQ(statistics.affinity(0, 1), std::log((6.0F + 1.0F) / (9.0F * 6.0F / 11.0F + 1.0F)));
  EXPECT_FLOAT_EQ(statistics.affinity(1, 0), statistics.affinity(0, 1));
  EXPECT_FLOAT_EQ(statistics.affinity(1, 2), std::log(1.0F / (6.0F * 2.0F / 11.0F + 1.0F)));
}

}  // namespace
}  // namespace matroute
