// The network as a ranker: constraints, refusals, probabilities, and the same answer whatever the threads.
#include "model/network/network_ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/threads.h"
#include "model/network/network_batch.h"
#include "model/network/vocabulary_encoding.h"
#include "model/search/route_search.h"
#include "tests/model/network/small_network.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

using testing_models::barium_titanate_network_ranker;
using testing_targets::pointers_to;
using testing_targets::target_of;
using testing_targets::targets_of;

constexpr std::size_t kExhaustive = kNetworkLevels.size() - 1;

const NetworkRanker& plain_ranker() {
  static const NetworkRanker kRanker = barium_titanate_network_ranker();
  return kRanker;
}

std::vector<RankedSets> rank_all(const NetworkRanker& ranker, std::span<const Target> targets, std::size_t level,
                                 const Constraints& constraints = {}) {
  return ranker.under(constraints)->rank(pointers_to(targets), level);
}

RankedSets rank(const std::string& target, const Constraints& constraints = {}) {
  // The sets point into the ranker and the constraints alone.
  return rank_all(plain_ranker(), targets_of({target.c_str()}), kExhaustive, constraints).front();
}

bool holds(const ScoredSet& set, const std::string& precursor) {
  return std::ranges::any_of(set.precursors, [&](const Material* m) { return m->formula.text == precursor; });
}

std::size_t count_with(const RankedSets& ranked, const std::string& precursor) {
  return static_cast<std::size_t>(
      std::ranges::count_if(ranked.sets, [&](const ScoredSet& set) { return holds(set, precursor); }));
}

double total(const RankedSets& ranked) {
  double sum = 0.0;
  for (const ScoredSet& set : ranked.sets) sum += set.probability;
  return sum;
}

TEST(NetworkRanker, ProbabilitiesOfACompleteSearchSumToOne) {
  const RankedSets ranked = rank("BaTiO3");
  EXPECT_TRUE(ranked.complete);
  EXPECT_NEAR(total(ranked), 1.0, 1e-5);
  for (std::size_t i = 0; i < ranked.sets.size(); ++i) {
    EXPECT_NEAR(std::exp(ranked.sets[i].log_score), ranked.sets[i].probability, 1e-12);
    if (i > 0) {
      EXPECT_LE(ranked.sets[i].log_score, ranked.sets[i - 1].log_score);
    }
    EXPECT_EQ(count_with({{ranked.sets[i]}, "", true}, "LiCl"), 0U);
  }
}

TEST(NetworkRanker, NarrowSearchesSumToLess) {
  const auto targets = targets_of({"BaTiO3"});
  const Constraints none;
  const MaterialPool pool(plain_ranker().counts().vocabulary, none);
  const CandidateIndex index(pool);
  const ElementWeights weights = element_weights(testing_models::barium_titanate_data());
  NetworkBatch batch(pool, index, plain_ranker().counts().tables, weights);
  ASSERT_EQ(batch.add(0, targets[0]), "");
  std::vector<RouteNetwork> members;
  members.push_back(testing_models::barium_titanate_network());
  const auto features = encode_vocabulary(plain_ranker().counts().vocabulary, testing_models::barium_titanate_data());
  std::vector<MaterialTable> tables;
  tables.emplace_back(members.front(), material_batch(pool, features, pool.size()));
  std::vector<RankedSets> results(1);
  batch.search(members, tables, {.width = 1}, results);
  const RankedSets& ranked = results.front();
  EXPECT_FALSE(ranked.complete);
  EXPECT_LT(total(ranked), 1.0);
  EXPECT_FALSE(ranked.sets.empty());
}

TEST(NetworkRanker, AMethodThatWasTrainedOnCanBeAskedFor) {
  Constraints constraints;
  constraints.method = Method::kSolGel;
  const RankedSets ranked = rank("BaTiO3", constraints);
  EXPECT_NEAR(total(ranked), 1.0, 1e-9);
  for (const ScoredSet& set : ranked.sets) EXPECT_EQ(set.method, Method::kSolGel);
  constraints.method = Method::kOther;
  EXPECT_THAT(rank("BaTiO3", constraints).message, testing::HasSubstr("no other recipes"));
}

TEST(NetworkRanker, AStockIsAllThereIsThoughTheVocabularyLacksSomeOfIt) {
  Constraints constraints;
  constraints.stock = {make_material("Ba(NO3)2"), make_material("BaCO3"), make_material("TiO2")};
  const RankedSets ranked = rank("BaTiO3", constraints);
  EXPECT_GT(count_with(ranked, "Ba(NO3)2"), 0U);
  EXPECT_GT(count_with(ranked, "BaCO3"), 0U);
  EXPECT_EQ(count_with(ranked, "TiO2"), ranked.sets.size());
  EXPECT_EQ(count_with(ranked, "BaO"), 0U);
  EXPECT_NEAR(total(ranked), 1.0, 1e-5);
  constraints.stock = {make_material("Ba(NO3)2"), make_material("Ti2O4")};
  const RankedSets only = rank("BaTiO3", constraints);
  ASSERT_EQ(only.sets.size(), 1U);
  EXPECT_TRUE(holds(only.sets[0], "Ba(NO3)2") && holds(only.sets[0], "Ti2O4"));  // in the stock's own forms
  EXPECT_NEAR(only.sets[0].probability, 1.0, 1e-5);
}

TEST(NetworkRanker, WhatIsForbiddenIsNotUsed) {
  Constraints constraints;
  constraints.forbidden_precursors = {make_material("BaCO3").key};
  EXPECT_EQ(count_with(rank("BaTiO3", constraints), "BaCO3"), 0U);
  EXPECT_GT(count_with(rank("BaTiO3", constraints), "BaO"), 0U);
  constraints.forbidden_elements.set(atomic_number(Element::C));
  const RankedSets ranked = rank("BaTiO3", constraints);
  EXPECT_EQ(count_with(ranked, "BaO"), ranked.sets.size());
  EXPECT_EQ(count_with(ranked, "Ti(OC4H9)4"), 0U);
}

TEST(NetworkRanker, WhatIsRequiredIsInEverySetThoughTheVocabularyLacksIt) {
  for (const char* required : {"BaO", "Ba(NO3)2", "NH4Cl", "C6H8O7"}) {
    Constraints constraints;
    constraints.required_precursors = {make_material(required)};
    const RankedSets ranked = rank("BaTiO3", constraints);
    EXPECT_GT(ranked.sets.size(), 0U) << required;
    EXPECT_EQ(count_with(ranked, required), ranked.sets.size()) << required;
    EXPECT_NEAR(total(ranked), 1.0, 1e-5);
  }
  Constraints constraints;
  constraints.required_elements.set(atomic_number(Element::H));
  const RankedSets ranked = rank("BaTiO3", constraints);
  ASSERT_FALSE(ranked.sets.empty());
  for (const ScoredSet& set : ranked.sets) EXPECT_TRUE(holds(set, "Ti(OC4H9)4") || holds(set, "Ba(CH3COO)2"));
}

TEST(NetworkRanker, WhereNothingIsPossibleItSaysWhy) {
  const auto message = [](const std::string& target, const Constraints& constraints = {}) {
    const RankedSets ranked = rank(target, constraints);
    EXPECT_TRUE(ranked.sets.empty());
    EXPECT_TRUE(ranked.complete);
    return ranked.message;
  };
  EXPECT_THAT(message("BaPuO3"), testing::HasSubstr("knows no precursor of Pu"));
  EXPECT_THAT(message("LiBaO2"), testing::HasSubstr("every known precursor of Li brings elements"));
  EXPECT_THAT(message("CO(NH2)2"), testing::HasSubstr("only H, C, N and O"));
  Constraints stock;
  stock.stock = {make_material("TiO2")};
  EXPECT_THAT(message("BaTiO3", stock), testing::HasSubstr("the stock holds no precursor of Ba"));
  stock.stock->push_back(make_material("BaO"));
  stock.forbidden_precursors = {make_material("BaO").key};
  EXPECT_THAT(message("BaTiO3", stock), testing::HasSubstr("every usable precursor of Ba is forbidden"));
  Constraints forbidden;
  forbidden.forbidden_elements.set(atomic_number(Element::Ba));
  EXPECT_THAT(message("BaTiO3", forbidden), testing::HasSubstr("Ba is forbidden"));
  Constraints all_forbidden;
  for (const char* text : {"BaCO3", "BaO", "Ba(CH3COO)2"})
    all_forbidden.forbidden_precursors.push_back(make_material(text).key);
  EXPECT_THAT(message("BaTiO3", all_forbidden), testing::HasSubstr("every usable precursor of Ba is forbidden"));
  Constraints contradiction = forbidden;
  contradiction.forbidden_elements.reset();
  contradiction.forbidden_precursors = {make_material("BaO").key};
  contradiction.required_precursors = {make_material("BaO")};
  EXPECT_THAT(message("BaTiO3", contradiction), testing::HasSubstr("both required and forbidden"));
  Constraints required;
  required.required_elements.set(atomic_number(Element::N));
  EXPECT_THAT(message("BaTiO3", required), testing::HasSubstr("required N"));
}

TEST(NetworkRanker, ATargetOfTooManyElementsIsRefusedAndCostsTheOthersNothing) {
  std::string text;
  for (std::size_t e = 1; e <= 70; ++e) text += symbol(static_cast<Element>(e));
  const auto ranked = rank_all(plain_ranker(), targets_of({text.c_str(), "BaTiO3"}), 0);
  EXPECT_THAT(ranked[0].message, testing::HasSubstr("more than 64 elements"));
  EXPECT_FALSE(ranked[1].sets.empty());
}

TEST(NetworkRanker, TargetsOutsideOfWhatWasTrainedOnAreTold) {
  EXPECT_FALSE(plain_ranker().out_of_domain(target_of("Ba2TiO4")));
  EXPECT_TRUE(plain_ranker().out_of_domain(target_of("BaPuO3")));
  EXPECT_TRUE(plain_ranker().out_of_domain(target_of("Li2O")));  // known in a chloride alone
}

// 160 targets, several batches.
std::vector<Target> many_targets() {
  std::vector<Target> targets;
  for (int i = 0; i < 160; ++i) {
    const std::string texts[] = {"Ba" + std::to_string(i + 1) + "TiO3", "LiCl", "Ti" + std::to_string(i + 1) + "O9",
                                 "BaPuO3"};
    targets.push_back(target_of(texts[i % 4]));
  }
  return targets;
}

void expect_same(const RankedSets& a, const RankedSets& b) {
  EXPECT_EQ(a.message, b.message);
  ASSERT_EQ(a.sets.size(), b.sets.size());
  for (std::size_t i = 0; i < a.sets.size(); ++i) {
    EXPECT_EQ(a.sets[i].precursors, b.sets[i].precursors);
    EXPECT_EQ(a.sets[i].log_score, b.sets[i].log_score);
  }
}

TEST(NetworkRanker, TheAnswerDoesNotDependOnTheNumberOfThreads) {
  const auto targets = many_targets();
  const int threads = thread_count();
  const RouteSearch search(plain_ranker(), nullptr, {});
  set_thread_count(1);
  const auto alone = search.search(targets);
  set_thread_count(4);
  const auto together = search.search(targets);
  set_thread_count(threads);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    EXPECT_EQ(alone[i].message, together[i].message);
    ASSERT_EQ(alone[i].routes.size(), together[i].routes.size());
    for (std::size_t r = 0; r < alone[i].routes.size(); ++r) {
      EXPECT_EQ(alone[i].routes[r].equation, together[i].routes[r].equation);
      EXPECT_EQ(alone[i].routes[r].probability, together[i].routes[r].probability);
    }
  }
}

// The usual size: layers whose sides are no whole blocks are for tests alone.
NetworkRanker ranker_of_usual_size() {
  NetworkShape shape;
  shape.materials = static_cast<std::int64_t>(testing_models::barium_titanate_data().materials.size());
  std::vector<RouteNetwork> members;
  members.emplace_back(shape, 1);
  return testing_models::network_ranker_of(std::move(members));
}

TEST(NetworkRanker, TheAnswerDoesNotDependOnTheBatchBitForBit) {
  const NetworkRanker ranker = ranker_of_usual_size();
  const auto targets = many_targets();
  for (std::size_t level = 0; level < kNetworkLevels.size(); ++level) {
    const auto together = rank_all(ranker, targets, level);
    for (std::size_t i = 0; i < targets.size(); i += 7) {
      expect_same(rank_all(ranker, {&targets[i], 1}, level).front(), together[i]);
      const std::size_t few = std::min<std::size_t>(5, targets.size() - i);
      expect_same(rank_all(ranker, std::span(targets).subspan(i, few), level).front(), together[i]);
    }
  }
}

TEST(NetworkRanker, MembersAreAveraged) {
  const NetworkRanker both = barium_titanate_network_ranker(2);
  const auto ranked = rank_all(both, targets_of({"BaTiO3"}), kExhaustive).front();
  EXPECT_NEAR(total(ranked), 1.0, 1e-5);
  EXPECT_NE(ranked.sets[0].log_score, rank("BaTiO3").sets[0].log_score);
}

TEST(NetworkRanker, ANetworkForAnotherVocabularyIsRefused) {
  std::vector<RouteNetwork> members;
  members.emplace_back(testing_models::small_shape(5), 1);
  try {
    const NetworkRanker ranker = testing_models::network_ranker_of(std::move(members));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    EXPECT_THAT(error.what(), testing::HasSubstr("another number of precursors"));
  }
}

}  // namespace
}  // namespace matroute
