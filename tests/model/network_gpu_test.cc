// The same answers on a GPU as on the CPU.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/gpu.h"
#include "tests/model/small_network.h"

namespace matroute {
namespace {

constexpr double kTolerance = 1e-4;  // of a probability: 32-bit sums in another order

RankedSets rank(const Device& device, std::size_t members, const Constraints& constraints) {
  std::vector<RouteNetwork> networks;
  for (std::size_t m = 0; m < members; ++m) {
    networks.push_back(testing_models::barium_titanate_network(m + 1));
    networks.back().to_device(device);
  }
  const NetworkRanker ranker(testing_models::barium_titanate_data(), std::move(networks), {}, 0.0, "test");
  const std::vector<Formula> targets = {parse_formula_or_throw("BaTiO3")};
  return ranker.rank(targets, constraints, {}).front();
}

void expect_alike(std::size_t members, const Constraints& constraints) {
  const RankedSets cpu = rank({}, members, constraints);
  const RankedSets gpu = rank(parse_device("cuda"), members, constraints);
  ASSERT_EQ(gpu.sets.size(), cpu.sets.size());
  for (std::size_t i = 0; i < cpu.sets.size(); ++i) {
    EXPECT_NEAR(gpu.sets[i].probability, cpu.sets[i].probability, kTolerance);
  }
}

TEST(NetworkOnGpu, ProbabilitiesAreThoseOfTheCpu) {
  MATROUTE_NEEDS_GPU();
  expect_alike(1, {});
}

TEST(NetworkOnGpu, SoAreThoseOfMembersTogether) {
  MATROUTE_NEEDS_GPU();
  expect_alike(3, {});
}

TEST(NetworkOnGpu, SoAreThoseOfPrecursorsThatOnlyAStockNames) {
  MATROUTE_NEEDS_GPU();
  Constraints constraints;
  constraints.stock = {make_material("BaO2"), make_material("TiO2"), make_material("Ti2O3")};
  expect_alike(1, constraints);
}

TEST(NetworkOnGpu, WeightsComeBackFromIt) {
  MATROUTE_NEEDS_GPU();
  RouteNetwork network = testing_models::barium_titanate_network();
  const auto before = write_safetensors(network.weights());
  network.to_device(parse_device("cuda"));
  EXPECT_TRUE(network.on_gpu());
  EXPECT_EQ(write_safetensors(network.weights()), before);
}

}  // namespace
}  // namespace matroute
