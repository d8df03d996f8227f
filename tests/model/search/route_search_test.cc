// Balanced routes, and widening until there are enough of them.
#include "model/search/route_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "base/threads.h"
#include "chem/periodic_table.h"
#include "tests/base/one_thread.h"
#include "tests/model/counting/small_model.h"
#include "tests/model/search/function_ranker.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

using testing_targets::target_of;
using testing_targets::targets_of;

TargetRoutes search(const std::string& target, RouteSearchOptions options = {}) {
  const CountingRanker ranker = testing_models::barium_titanate_ranker();
  const std::vector<Target> targets = {target_of(target)};
  return RouteSearch(ranker, nullptr, std::move(options)).search(targets).front();
}

// Gives the sets it is told, more of them under wider limits, and counts the calls.
class ListRanker : public Ranker {
 public:
  explicit ListRanker(const std::vector<std::string>& precursors, std::size_t always = 0) : always_(always) {
    for (const std::string& text : precursors) materials_.push_back(make_material(text));
  }
  std::unique_ptr<ConstrainedRanker> under(const Constraints&) const override {
    return std::make_unique<FunctionRanker>(
        [this](std::span<const Target* const> targets, std::size_t level) { return listed(targets.size(), level); },
        kShown.size());
  }
  bool out_of_domain(const Target&) const override { return false; }
  std::string name() const override { return "list"; }

  mutable std::vector<std::size_t> asked;

 private:
  static constexpr std::array<std::size_t, 4> kShown = {1, 3, 12, 80};  // sets, by level

  std::vector<RankedSets> listed(std::size_t targets, std::size_t level) const {
    asked.push_back(targets);
    RankedSets ranked;
    const std::size_t shown = std::min(materials_.size(), std::max(always_, kShown.at(level)));
    for (std::size_t i = 0; i < shown; ++i) {
      ranked.sets.push_back({{&materials_[i]}, Method::kSolidState, -static_cast<double>(i), 0.1});
    }
    ranked.complete = shown == materials_.size();
    return std::vector<RankedSets>(targets, ranked);
  }

  std::vector<Material> materials_;
  std::size_t always_;  // sets that are shown under any limits
};

TEST(RouteSearch, RoutesAreBalancedAndOrdered) {
  const TargetRoutes answer = search("BaTiO3");
  ASSERT_GE(answer.routes.size(), 2U);
  EXPECT_EQ(answer.routes[0].equation, "BaCO3 + TiO2 -> BaTiO3 + CO2");
  double sum = 0.0;
  for (std::size_t i = 0; i < answer.routes.size(); ++i) {
    sum += static_cast<double>(answer.routes[i].probability);
    EXPECT_FALSE(answer.routes[i].equation.empty());
    if (i > 0) {
      EXPECT_LE(answer.routes[i].probability, answer.routes[i - 1].probability);
    }
  }
  EXPECT_LE(sum, 1.0 + 1e-5);
  EXPECT_NEAR(answer.confidence, std::min(sum, 1.0), 1e-6);
  EXPECT_TRUE(answer.message.empty());
}

TEST(RouteSearch, EveryComponentOfARouteHasItsIdentityAndMass) {
  const TargetRoutes answer = search("BaTiO3:Ti0.01");
  ASSERT_FALSE(answer.routes.empty());
  for (const Route& route : answer.routes) {
    for (const ReactionComponent& component : route.components) {
      const Formula formula = parse_formula_or_throw(component.formula);
      EXPECT_EQ(component.key, key_of(formula)) << component.formula;
      EXPECT_NEAR(component.molar_mass_g_mol, molar_mass_g_mol(formula.composition), 1e-9) << component.formula;
    }
  }
}

// A rescorer that wants to see no set at all still gets the first one, and an answer says why there is no route.
TEST(RouteSearch, ARescorerWithoutDepthCostsNoInvariant) {
  class Shallow : public Rescorer {
   public:
    SetDepth depth() const override { return {}; }
    std::vector<std::vector<double>> rescore(std::span<const Target* const>,
                                             std::span<const std::vector<BalancedPrecursors>> sets) const override {
      std::vector<std::vector<double>> probabilities;
      for (const auto& list : sets) probabilities.emplace_back(list.size(), 0.5);
      return probabilities;
    }
  };
  const CountingRanker ranker = testing_models::barium_titanate_ranker();
  const Shallow rescorer;
  for (const TargetRoutes& found : RouteSearch(ranker, &rescorer, {}).search(targets_of({"BaTiO3", "BaPuO3"}))) {
    EXPECT_EQ(found.routes.empty(), !found.message.empty());
  }
}

TEST(RouteSearch, KBoundsTheRoutes) {
  RouteSearchOptions options;
  options.routes = 1;
  EXPECT_EQ(search("BaTiO3", options).routes.size(), 1U);
  options.routes = 0;
  EXPECT_THROW(search("BaTiO3", options), Error);
}

TEST(RouteSearch, LeavesOutTheTargetItselfAndSaysSo) {
  RouteSearchOptions options;
  options.keep_left_out = true;
  const TargetRoutes answer = search("BaO", options);
  ASSERT_EQ(answer.left_out.size(), 1U);
  EXPECT_EQ(answer.left_out[0].set, "BaO");
  EXPECT_EQ(answer.left_out[0].reason, "target");
  for (const Route& route : answer.routes) EXPECT_NE(route.components[0].formula, "BaO");
  options.constraints.stock = {make_material("BaO")};
  EXPECT_EQ(search("BaO", options).message,
            "the only set of precursors, BaO, is no route: the only precursor is the target itself");
}

TEST(RouteSearch, WithoutTheFilterEverySetCounts) {
  RouteSearchOptions options;
  options.balance_filter = false;
  const TargetRoutes answer = search("BaO", options);
  ASSERT_GE(answer.routes.size(), 2U);
  EXPECT_TRUE(answer.routes[0].equation.empty());
}

// More targets than are searched at a time, of changing elements: they are put in another order on the way.
TEST(RouteSearch, ManyTargetsAreAnsweredAsEachAloneOnAnyNumberOfThreads) {
  const CountingRanker ranker = testing_models::barium_titanate_ranker();
  const RouteSearch search(ranker, nullptr, {});
  std::vector<Target> targets;
  for (int i = 1; i <= 300; ++i) {
    const std::string amount = std::to_string(i);
    const std::string texts[] = {"Ba" + amount + "TiO9", "NaCl", "BaO" + amount, "Ti" + amount + "O3"};
    targets.push_back(target_of(texts[i % 4]));
  }
  const int threads = thread_count();
  set_thread_count(4);
  const auto together = search.search(targets);
  set_thread_count(threads);
  ASSERT_EQ(together.size(), targets.size());
  const testing_threads::OneThread one_thread;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const TargetRoutes alone = search.search({&targets[i], 1}).front();
    EXPECT_EQ(alone.message, together[i].message);
    ASSERT_EQ(alone.routes.size(), together[i].routes.size());
    for (std::size_t r = 0; r < alone.routes.size(); ++r) {
      EXPECT_EQ(alone.routes[r].equation, together[i].routes[r].equation);
      EXPECT_EQ(alone.routes[r].probability, together[i].routes[r].probability);
    }
  }
}

TEST(RouteSearch, WidensOnlyWhereRoutesAreMissing) {
  const ListRanker ranker({"TiO2", "BaO", "BaTiO3", "BaCO3", "Ba(OH)2", "Ba(NO3)2", "BaC2O4", "BaO2"});
  const std::vector<Target> targets = targets_of({"BaO", "TiO2"});
  RouteSearchOptions options;
  options.routes = 2;
  options.keep_left_out = true;
  const auto answers = RouteSearch(ranker, nullptr, options).search(targets);
  EXPECT_EQ(ranker.asked, (std::vector<std::size_t>{2, 2, 2}));  // the third is wide enough for every set
  EXPECT_EQ(answers[0].routes.size(), 2U);
  EXPECT_EQ(answers[0].routes[0].components[0].formula, "BaCO3");
  EXPECT_TRUE(answers[1].routes.empty());
  EXPECT_THAT(answers[1].message, testing::HasSubstr("none of 8 sets"));
  EXPECT_EQ(answers[1].left_out.size(), 8U);
}

TEST(RouteSearch, SetsFarBehindTheBestAreKeptWhileThereAreFew) {
  const ListRanker ranker({"BaCO3", "Ba(NO3)2", "Ba(OH)2", "BaO2"}, 4);  // each 1 less likely, in logarithms
  const std::vector<Target> targets = targets_of({"BaO"});
  const auto kept = [&](const SetDepth& depth) {
    return RouteSearch(ranker, nullptr, {}).balanced_sets(targets, depth).front().sets.size();
  };
  EXPECT_EQ(kept({30, 4, 1.5}), 4U);
  EXPECT_EQ(kept({30, 1, 1.5}), 2U);
  EXPECT_EQ(kept({30, 3, 1.5}), 3U);
  EXPECT_EQ(kept({30, 1, 3.5}), 4U);
  EXPECT_EQ(kept({3, 3}), 3U);
}

// Gives every set of a list the same share, and "none of them" one as well.
class EvenRanker : public ListRanker, public Rescorer {
 public:
  using ListRanker::ListRanker;
  SetDepth depth() const override { return {30, 4}; }
  std::vector<std::vector<double>> rescore(std::span<const Target* const>,
                                           std::span<const std::vector<BalancedPrecursors>> sets) const override {
    std::vector<std::vector<double>> probabilities;
    for (const auto& list : sets) {
      probabilities.emplace_back(list.size(), 1.0 / (1.0 + static_cast<double>(list.size())));
    }
    return probabilities;
  }
};

TEST(RouteSearch, ProbabilitiesDoNotDependOnHowManyRoutesAreAskedFor) {
  const EvenRanker even({"BaCO3", "Ba(NO3)2", "Ba(OH)2", "BaO2"});
  const std::vector<Target> targets = targets_of({"BaO"});
  for (std::size_t routes = 1; routes <= 4; ++routes) {
    RouteSearchOptions options;
    options.routes = routes;
    const TargetRoutes answer = RouteSearch(even, &even, options).search(targets).front();
    ASSERT_EQ(answer.routes.size(), routes);
    EXPECT_FLOAT_EQ(answer.routes[0].probability, 0.2F);
  }
}

// The first search shows four sets, each 0.1 to the ranker; three more want a wider one.
TEST(RouteSearch, RoutesBeyondTheRerankersListStandBehindItInWhatItLeaves) {
  const EvenRanker even({"BaCO3", "Ba(NO3)2", "Ba(OH)2", "BaO2", "BaC2O4", "Ba(CH3COO)2", "Ba(ClO4)2"}, 4);
  const std::vector<Target> targets = targets_of({"BaO"});
  RouteSearchOptions options;
  options.routes = 7;
  const TargetRoutes answer = RouteSearch(even, &even, options).search(targets).front();
  const float third = 0.1F * 0.2F / 0.6F;  // of the ranker's 0.1; 0.2 and 0.6 are what the four leave of either
  std::vector<float> probabilities;
  std::set<std::string> precursors;
  for (const Route& route : answer.routes) {
    probabilities.push_back(route.probability);
    precursors.insert(route.components[0].formula);
  }
  EXPECT_THAT(probabilities,
              testing::Pointwise(testing::FloatNear(1e-6F), {0.2F, 0.2F, 0.2F, 0.2F, third, third, third}));
  EXPECT_EQ(precursors.size(), 7U);
  EXPECT_EQ(answer.routes[0].components[0].formula, "BaCO3");
}

TEST(RouteSearch, FurtherSetsComeFromTheSameSearchWhereItHasEnough) {
  const ListRanker ranker({"BaCO3", "Ba(NO3)2", "Ba(OH)2", "BaO2", "BaC2O4"}, 4);
  const std::vector<Target> targets = targets_of({"BaO"});
  const SetDepth depth{30, 1, 1.5};  // two sets
  const FoundSets four = RouteSearch(ranker, nullptr, {}).balanced_sets(targets, depth, 4).front();
  EXPECT_EQ(four.sets.size(), 2U);
  EXPECT_EQ(four.further.size(), 2U);
  EXPECT_EQ(ranker.asked, (std::vector<std::size_t>{1}));
  const FoundSets five = RouteSearch(ranker, nullptr, {}).balanced_sets(targets, depth, 5).front();
  EXPECT_EQ(five.sets.size(), 2U);
  ASSERT_EQ(five.further.size(), 3U);
  EXPECT_EQ(five.further.back().set.precursors.front()->formula.text, "BaC2O4");
}

TEST(RouteSearch, NothingIsSearchedAgainWhereAllIsKnown) {
  const EvenRanker even({"BaCO3", "Ba(NO3)2"}, 2);
  const std::vector<Target> targets = targets_of({"BaO"});
  RouteSearchOptions options;
  options.routes = 20;
  EXPECT_EQ(RouteSearch(even, &even, options).search(targets).front().routes.size(), 2U);
  EXPECT_EQ(even.asked, (std::vector<std::size_t>{1}));
}

TEST(RouteSearch, ConfidenceIsTheSumOfProbabilitiesAndAtMostOne) {
  const ListRanker ranker(std::vector<std::string>(12, "BaCO3"));  // 0.1 each
  const std::vector<Target> targets = targets_of({"BaO"});
  RouteSearchOptions options;
  options.routes = 3;
  EXPECT_NEAR(RouteSearch(ranker, nullptr, options).search(targets)[0].confidence, 0.3, 1e-6);
  options.routes = 12;
  EXPECT_EQ(RouteSearch(ranker, nullptr, options).search(targets)[0].confidence, 1.0);
}

TEST(RouteSearch, MessageOfTheRankerComesThrough) {
  EXPECT_THAT(search("BaPuO3").message, testing::HasSubstr("Pu"));
  EXPECT_TRUE(search("BaPuO3").out_of_domain);
}

}  // namespace
}  // namespace matroute
