// The network as a ranker: constraints, refusals, probabilities, and the same answer whatever the threads.
#include "model/network/network_ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/threads.h"
#include "model/search/route_search.h"
#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

using testing_models::barium_titanate_network_ranker;

constexpr SearchLimits kExhaustive = {100'000, 8000, -1e30};

const NetworkRanker& plain_ranker() {
  static const NetworkRanker kRanker = barium_titanate_network_ranker();
  return kRanker;
}

RankedSets rank(const std::string& target, const Constraints& constraints = {}) {
  const Formula formula = parse_formula_or_throw(target);
  return plain_ranker().rank({&formula, 1}, constraints, kExhaustive).front();
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
  const Formula target = parse_formula_or_throw("BaTiO3");
  const auto ranked = plain_ranker().rank({&target, 1}, {}, {1, 1}).front();
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
  const std::vector<Formula> targets = {parse_formula_or_throw(text), parse_formula_or_throw("BaTiO3")};
  const auto ranked = plain_ranker().rank(targets, {}, {});
  EXPECT_THAT(ranked[0].message, testing::HasSubstr("more than 64 elements"));
  EXPECT_FALSE(ranked[1].sets.empty());
}

TEST(NetworkRanker, TargetsOutsideOfWhatWasTrainedOnAreTold) {
  EXPECT_FALSE(plain_ranker().out_of_domain(parse_formula_or_throw("Ba2TiO4")));
  EXPECT_TRUE(plain_ranker().out_of_domain(parse_formula_or_throw("BaPuO3")));
  EXPECT_TRUE(plain_ranker().out_of_domain(parse_formula_or_throw("Li2O")));  // known in a chloride alone
}

// 160 targets, several batches.
std::vector<Formula> many_targets() {
  std::vector<Formula> targets;
  for (int i = 0; i < 160; ++i) {
    const std::string texts[] = {"Ba" + std::to_string(i + 1) + "TiO3", "LiCl", "Ti" + std::to_string(i + 1) + "O9",
                                 "BaPuO3"};
    targets.push_back(parse_formula_or_throw(texts[i % 4]));
  }
  return targets;
}

void expect_same(const RankedSets& a, const RankedSets& b, double tolerance) {
  EXPECT_EQ(a.message, b.message);
  ASSERT_EQ(a.sets.size(), b.sets.size());
  for (std::size_t i = 0; i < a.sets.size(); ++i) EXPECT_NEAR(a.sets[i].log_score, b.sets[i].log_score, tolerance);
}

TEST(NetworkRanker, TheAnswerDoesNotDependOnTheNumberOfThreads) {
  const auto targets = many_targets();
  const int threads = thread_count();
  const RouteSearch search(plain_ranker(), {});
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

TEST(NetworkRanker, TheAnswerDoesNotDependOnTheBatch) {
  const auto targets = many_targets();
  const auto together = plain_ranker().rank(targets, {}, {});
  for (std::size_t i = 0; i < targets.size(); i += 7) {
    expect_same(plain_ranker().rank({&targets[i], 1}, {}, {}).front(), together[i], 1e-4);
  }
}

TEST(NetworkRanker, MembersAreAveraged) {
  const NetworkRanker both = barium_titanate_network_ranker({}, 2);
  const Formula target = parse_formula_or_throw("BaTiO3");
  const auto ranked = both.rank({&target, 1}, {}, kExhaustive).front();
  EXPECT_NEAR(total(ranked), 1.0, 1e-5);
  EXPECT_NE(ranked.sets[0].log_score, rank("BaTiO3").sets[0].log_score);
}

TEST(NetworkRanker, ANetworkForAnotherVocabularyIsRefused) {
  std::vector<RouteNetwork> members;
  members.emplace_back(testing_models::small_shape(5), 1);
  try {
    const NetworkRanker ranker(testing_models::barium_titanate_data(), std::move(members), {}, 0.0, "here");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    EXPECT_THAT(error.what(), testing::HasSubstr("another number of precursors"));
  }
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

TEST(NetworkRanker, RoutesSumToNoMoreThanOneWithAndWithoutReranker) {
  const NetworkRanker reranked = barium_titanate_network_ranker(reranker());
  EXPECT_EQ(plain_ranker().rescorer(), nullptr);
  ASSERT_NE(reranked.rescorer(), nullptr);
  RouteSearchOptions options;
  options.routes = 1000;
  std::vector<Formula> targets;
  for (const char* text : {"BaTiO3", "Ba2TiO4", "LiCl", "BaPuO3", "TiO2"})
    targets.push_back(parse_formula_or_throw(text));
  for (const NetworkRanker* ranker : {&plain_ranker(), &reranked}) {
    for (const TargetRoutes& found : RouteSearch(*ranker, options).search(targets)) {
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
TEST(NetworkRanker, FeaturesHoldTheVotesOfOtherPapers) {
  const std::vector<Formula> targets = {parse_formula_or_throw("BaTiO3")};
  RouteSearchOptions options;
  options.constraints.method = Method::kSolidState;
  const std::vector<std::vector<BalancedPrecursors>> sets = {
      RouteSearch(plain_ranker(), options).balanced_sets(targets, kRerankDepth).front().sets};
  const std::vector<std::uint32_t> voted = {0, 1};  // TiO2 and BaCO3
  RecipeVotesCollector votes;
  votes.add(system_point(targets[0]), Method::kSolidState, voted, 1.0F, 2);
  votes.add(system_point(targets[0]), Method::kSolGel, voted, 0.5F, 1);
  SetStatistics::Data data = testing_models::barium_titanate_pairs();
  data.votes = votes.data();
  const SetList list = plain_ranker().featurize(targets, sets, SetStatistics(data)).front();
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

TEST(NetworkRanker, FeaturesOfSetsAreOneRowEach) {
  const std::vector<Formula> targets = {parse_formula_or_throw("BaTiO3"), parse_formula_or_throw("BaPuO3")};
  const RouteSearch search(plain_ranker(), {});
  auto found = search.balanced_sets(targets, kRerankDepth);
  const std::vector<std::vector<BalancedPrecursors>> sets = {found[0].sets, found[1].sets};
  const auto lists = plain_ranker().featurize(targets, sets, SetStatistics(testing_models::barium_titanate_pairs()));
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

TEST(ElementWeights, CountTargets) {
  const ElementWeights weights = element_weights(testing_models::barium_titanate_data());
  EXPECT_EQ(weights[atomic_number(Element::Ba)], 10.0);
  EXPECT_EQ(weights[atomic_number(Element::Li)], 1.0);
  EXPECT_EQ(weights[atomic_number(Element::Zr)], 0.0);
}

TEST(EncodeVocabulary, EndsWithTheCountsByMethod) {
  const CountingData data = testing_models::barium_titanate_data();
  const auto features = encode_vocabulary(make_vocabulary(data.materials, "test"), data);
  const std::size_t width = material_feature_count();
  ASSERT_EQ(features.size(), data.materials.size() * width);
  EXPECT_FLOAT_EQ(features[width - 3], std::log1p(8.0F));  // TiO2, solid-state
  EXPECT_FLOAT_EQ(features[width - 2], std::log1p(1.0F));  // sol-gel
  EXPECT_FLOAT_EQ(features[width - 1], 0.0F);
}

}  // namespace
}  // namespace matroute
