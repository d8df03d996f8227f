// The same answers on a GPU as on the CPU.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/model/network/small_network.h"
#include "tests/model/search/targets.h"
#include "tests/model/tensors/gpu_test.h"

namespace matroute {
namespace {

constexpr double kTolerance = 1e-4;  // of a probability: 32-bit sums in another order

using NetworkOnGpu = GpuTest;

std::vector<RankedSets> rank(const Device& device, std::size_t members, const Constraints& constraints) {
  std::vector<RouteNetwork> networks;
  for (std::size_t m = 0; m < members; ++m) {
    networks.push_back(testing_models::barium_titanate_network(m + 1));
    networks.back().to_device(device);
  }
  static std::vector<std::unique_ptr<NetworkRanker>> rankers;  // the sets point into them
  rankers.emplace_back(new NetworkRanker(testing_models::network_ranker_of(std::move(networks))));
  const auto targets = testing_targets::targets_of({"TiO2", "BaTiO3", "BaO"});
  return rankers.back()->under(constraints)->rank(testing_targets::pointers_to(targets), 0);
}

std::multiset<std::string> names_of(const ScoredSet& set) {
  std::multiset<std::string> names;
  for (const Material* precursor : set.precursors) names.insert(precursor->formula.text);
  return names;
}

void expect_alike(std::size_t members, const Constraints& constraints) {
  const auto cpu = rank({}, members, constraints);
  const auto gpu = rank(parse_device("cuda"), members, constraints);
  for (std::size_t t = 0; t < cpu.size(); ++t) {
    ASSERT_EQ(gpu[t].sets.size(), cpu[t].sets.size());
    std::map<std::multiset<std::string>, double> expected;
    for (const ScoredSet& set : cpu[t].sets) expected[names_of(set)] = set.probability;
    for (const ScoredSet& set : gpu[t].sets) {
      ASSERT_TRUE(expected.contains(names_of(set)));
      EXPECT_NEAR(set.probability, expected[names_of(set)], kTolerance);
    }
  }
}

TEST_F(NetworkOnGpu, ProbabilitiesAreThoseOfTheCpu) { expect_alike(1, {}); }

TEST_F(NetworkOnGpu, SoAreThoseOfMembersTogether) { expect_alike(3, {}); }

TEST_F(NetworkOnGpu, SoAreThoseOfPrecursorsThatOnlyAStockNames) {
  Constraints constraints;
  constraints.stock = {make_material("BaO2"), make_material("TiO2"), make_material("Ti2O3")};
  expect_alike(1, constraints);
}

TEST_F(NetworkOnGpu, WeightsComeBackFromIt) {
  RouteNetwork network = testing_models::barium_titanate_network();
  const auto before = write_safetensors(network.weights());
  network.to_device(parse_device("cuda"));
  EXPECT_TRUE(network.on_gpu());
  EXPECT_EQ(write_safetensors(network.weights()), before);
}

}  // namespace
}  // namespace matroute
