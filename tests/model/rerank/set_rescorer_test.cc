// The re-ranker at work behind a network: what sums to one, what the features say, and company that does not matter.
#include "model/rerank/set_rescorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <set>

#include "model/search/route_search.h"
#include "tests/model/network/small_network.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

using testing_targets::pointers_to;
using testing_targets::targets_of;

const NetworkRanker& plain_ranker() {
  static const NetworkRanker kRanker = testing_models::barium_titanate_network_ranker();
  return kRanker;
}

// A re-ranker whose last layers are not zero, as they are before training.
RerankerParts reranker() {
  auto tensors = testing_models::barium_titanate_reranker_tensors();
  for (Tensor& tensor : tensors) {
    if (tensor.name != "set_out.weight" && tensor.name != "list_out.weight") continue;
    std::vector<float> values(tensor.bytes.size() / sizeof(float));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.3F * std::sin(static_cast<float>(i));
    std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
  }
  return reranker_from_tensors(tensors, testing_models::barium_titanate_data().materials.size(), "test");
}

SetRescorer barium_titanate_rescorer() {
  return {std::make_shared<const Counts>(testing_models::barium_titanate_data(), "test"), reranker()};
}

TEST(SetRescorer, RoutesSumToNoMoreThanOneWithAndWithoutReranker) {
  const SetRescorer rescorer = barium_titanate_rescorer();
  RouteSearchOptions options;
  options.routes = 1000;
  const auto targets = targets_of({"BaTiO3", "Ba2TiO4", "LiCl", "BaPuO3", "TiO2"});
  for (const Rescorer* second_look : {static_cast<const Rescorer*>(nullptr), static_cast<const Rescorer*>(&rescorer)}) {
    for (const TargetRoutes& found : RouteSearch(plain_ranker(), second_look, options).search(targets)) {
      double sum = 0.0;
      for (std::size_t i = 0; i < found.routes.size(); ++i) {
        sum += static_cast<double>(found.routes[i].probability);
        EXPECT_GE(found.routes[i].probability, 0.0F);
        if (i > 0) {
          EXPECT_LE(found.routes[i].probability, found.routes[i - 1].probability);
        }
      }
      EXPECT_LE(sum, 1.0 + 1e-5);
      EXPECT_EQ(found.routes.empty(), !found.message.empty());
    }
  }
}

// The six last numbers of a set are its votes: by its own method, then by any.
TEST(SetRescorer, FeaturesHoldTheVotesOfOtherPapers) {
  const auto targets = targets_of({"BaTiO3"});
  RouteSearchOptions options;
  options.constraints.method = Method::kSolidState;
  const std::vector<std::vector<BalancedPrecursors>> sets = {
      RouteSearch(plain_ranker(), nullptr, options).balanced_sets(targets, kRerankDepth).front().sets};
  const std::vector<std::uint32_t> voted = {0, 1};  // TiO2 and BaCO3
  RecipeVotesCollector votes;
  votes.add(system_point(targets[0]), Method::kSolidState, voted, 1.0F, 2);
  votes.add(system_point(targets[0]), Method::kSolGel, voted, 0.5F, 1);
  SetStatistics::Data data = testing_models::barium_titanate_pairs();
  data.votes = votes.data();
  const SetList list = featurize(plain_ranker().counts(), SetStatistics(data), pointers_to(targets), sets).front();
  std::size_t found = 0;
  for (std::size_t i = 0; i < list.sets; ++i) {
    std::set<std::string> texts;
    for (const Material* precursor : sets[0][i].set.precursors) texts.insert(precursor->formula.text);
    const bool chosen = texts == std::set<std::string>{"BaCO3", "TiO2"};
    found += chosen ? 1 : 0;
    const std::vector<float> expected =
        chosen ? std::vector<float>{1.0F / 1.5F, 2.0F / 2.5F, 1.0F, 1.5F / 2.0F, 3.0F / 3.5F, 1.0F}
               : std::vector<float>(6, 0.0F);
    const auto end = list.set_features.begin() + static_cast<std::ptrdiff_t>((i + 1) * kSetFeatures);
    EXPECT_THAT(std::vector<float>(end - 6, end), testing::Pointwise(testing::FloatEq(), expected)) << i;
  }
  EXPECT_EQ(found, 1U);
  EXPECT_THAT(std::vector<float>(list.list_features.begin() + 10, list.list_features.end()),
              testing::Pointwise(testing::FloatEq(), {std::log1p(1.5F), std::log1p(3.0F), 1.0F}));
}

TEST(SetRescorer, FeaturesOfSetsAreOneRowEach) {
  const auto targets = targets_of({"BaTiO3", "BaPuO3"});
  const RouteSearch search(plain_ranker(), nullptr, {});
  auto found = search.balanced_sets(targets, kRerankDepth);
  const std::vector<std::vector<BalancedPrecursors>> sets = {found[0].sets, found[1].sets};
  const auto lists = featurize(plain_ranker().counts(), SetStatistics(testing_models::barium_titanate_pairs()),
                               pointers_to(targets), sets);
  ASSERT_EQ(lists.size(), 2U);
  EXPECT_EQ(lists[0].sets, sets[0].size());
  EXPECT_EQ(lists[0].set_features.size(), sets[0].size() * kSetFeatures);
  EXPECT_EQ(lists[1].sets, 0U);
  for (const SetList& list : lists) {
    EXPECT_EQ(list.list_features.size(), kListFeatures);
    for (const float value : list.set_features) EXPECT_TRUE(std::isfinite(value));
    for (const float value : list.list_features) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(SetRescorer, ATargetsProbabilitiesAreTheSameBitsWhateverStandsBesideIt) {
  const SetRescorer rescorer = barium_titanate_rescorer();
  const auto targets = targets_of({"BaTiO3", "Ba2TiO4", "TiO2", "BaO", "Ba3Ti4O11"});
  std::vector<std::vector<BalancedPrecursors>> sets;
  for (FoundSets& found : RouteSearch(plain_ranker(), nullptr, {}).balanced_sets(targets, kRerankDepth))
    sets.push_back(std::move(found.sets));
  const auto together = rescorer.rescore(pointers_to(targets), sets);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto one = std::span(targets).subspan(t, 1);
    EXPECT_EQ(rescorer.rescore(pointers_to(one), std::span(sets).subspan(t, 1)).front(), together[t]);
  }
}

}  // namespace
}  // namespace matroute
