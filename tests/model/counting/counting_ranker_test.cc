// The counting formula by hand, the mixture over methods, and every constraint.
#include "model/counting/counting_ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/model/counting/small_model.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

using testing_models::barium_titanate_ranker;

RankedSets rank(const std::string& target, const Constraints& constraints = {},
                const std::vector<CountingLimits>& levels = {{10, 120}}) {
  static const auto kCounts = std::make_shared<const Counts>(testing_models::barium_titanate_data(), "test");
  const CountingRanker ranker(kCounts, TargetElements::kFull, levels);  // the sets point into the counts
  const auto targets = testing_targets::targets_of({target.c_str()});
  return ranker.under(constraints)->rank(testing_targets::pointers_to(targets), 0).front();
}

std::vector<std::string> texts(const RankedSets& ranked) {
  std::vector<std::string> result;
  for (const ScoredSet& set : ranked.sets) {
    std::string text;
    for (const Material* precursor : set.precursors) text += (text.empty() ? "" : " + ") + precursor->formula.text;
    result.push_back(text);
  }
  return result;
}

Constraints solid_state() {
  Constraints constraints;
  constraints.method = Method::kSolidState;
  return constraints;
}

TEST(CountingRanker, FollowsTheFormula) {
  const RankedSets ranked = rank("BaTiO3", solid_state());
  ASSERT_GE(ranked.sets.size(), 2U);
  EXPECT_EQ(texts(ranked)[0], "TiO2 + BaCO3");
  // P(p | e) with one recipe's weight of all methods together; then the counts in context with 5 of it.
  const double share_ba = (6 + 6.0 / 10) / 9;
  const double share_ti = (8 + 9.0 / 10) / 9;
  const double expected = std::log((6 + 5 * share_ba) / 13) + std::log((8 + 5 * share_ti) / 13);
  EXPECT_NEAR(ranked.sets[0].log_score, expected, 1e-9);
  double sum = 0.0;
  for (const ScoredSet& set : ranked.sets) sum += set.probability;
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_TRUE(ranked.complete);
}

TEST(CountingRanker, MixesMethodsAndNamesTheLikelier) {
  const RankedSets any = rank("BaTiO3");
  EXPECT_EQ(any.sets[0].method, Method::kSolidState);
  Constraints sol_gel;
  sol_gel.method = Method::kSolGel;
  const RankedSets only = rank("BaTiO3", sol_gel);
  EXPECT_EQ(only.sets[0].method, Method::kSolGel);
  EXPECT_THAT(texts(only)[0], testing::HasSubstr("Ba(CH3COO)2"));
  Constraints other;
  other.method = Method::kOther;
  EXPECT_THAT(rank("BaTiO3", other).message, testing::HasSubstr("no other recipes"));
}

TEST(CountingRanker, TheMixtureFollowsTheFormula) {
  // P(solid-state | target): 8 of 10 recipes in this context hold Ba, and as many Ti; 9 of 11 recipes in all.
  const double in_context = (8 + 5 * 9.0 / 11) / 15;
  const double solid = (8 + 5 * in_context) / 15;
  Constraints sol_gel;
  sol_gel.method = Method::kSolGel;
  const RankedSets any = rank("BaTiO3");
  const RankedSets first = rank("BaTiO3", solid_state());
  const RankedSets second = rank("BaTiO3", sol_gel);
  const auto score = [](const RankedSets& ranked, const std::string& set) {
    const auto names = texts(ranked);
    return ranked.sets.at(static_cast<std::size_t>(std::ranges::find(names, set) - names.begin())).log_score;
  };
  for (const std::string& set : texts(any)) {
    EXPECT_NEAR(std::exp(score(any, set)),
                solid * std::exp(score(first, set)) + (1 - solid) * std::exp(score(second, set)), 1e-9)
        << set;
  }
}

TEST(CountingRanker, AnyMethodReachesTheSetsOfAll) {
  const RankedSets any = rank("BaTiO3");
  double sum = 0.0;
  bool acetate = false;
  for (std::size_t i = 0; i < any.sets.size(); ++i) {
    sum += any.sets[i].probability;
    if (i > 0) {
      EXPECT_LE(any.sets[i].probability, any.sets[i - 1].probability);
    }
    acetate = acetate || any.sets[i].method == Method::kSolGel;
  }
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_TRUE(acetate);
}

TEST(CountingRanker, ForbiddenPrecursorsAndElementsAreLeftOut) {
  Constraints constraints = solid_state();
  constraints.forbidden_precursors = {key_of(parse_formula_or_throw("BaCO3"))};
  EXPECT_EQ(texts(rank("BaTiO3", constraints))[0], "TiO2 + BaO");
  constraints.forbidden_precursors.clear();
  constraints.forbidden_elements.set(atomic_number(Element::C));
  for (const std::string& text : texts(rank("BaTiO3", constraints))) EXPECT_EQ(text.find('C'), std::string::npos);
  constraints.forbidden_elements.set(atomic_number(Element::Ba));
  const RankedSets none = rank("BaTiO3", constraints);
  EXPECT_TRUE(none.sets.empty());
  EXPECT_THAT(none.message, testing::HasSubstr("Ba is forbidden"));
}

TEST(CountingRanker, RequiredElementsAreInEverySet) {
  Constraints constraints = solid_state();
  constraints.required_elements.set(atomic_number(Element::H));
  const RankedSets ranked = rank("BaTiO3", constraints);
  ASSERT_FALSE(ranked.sets.empty());
  for (const ScoredSet& set : ranked.sets) {
    ElementSet held;
    for (const Material* precursor : set.precursors) held |= precursor->elements;
    EXPECT_TRUE(held.test(atomic_number(Element::H)));
  }
  constraints.required_elements.set(atomic_number(Element::N));
  EXPECT_THAT(rank("BaTiO3", constraints).message, testing::HasSubstr("required H, N"));
}

TEST(CountingRanker, RequiredPrecursorsAreInEverySetInTheFormGiven) {
  for (const char* required : {"BaCO3", "Ba(OH)2·8H2O", "NH4Cl", "CO(NH2)2", "C6H8O7"}) {
    Constraints constraints;
    constraints.required_precursors = {make_material(required)};
    const RankedSets ranked = rank("BaTiO3", constraints);
    ASSERT_FALSE(ranked.sets.empty()) << required;
    for (const std::string& text : texts(ranked)) EXPECT_THAT(text, testing::HasSubstr(required));
  }
}

TEST(CountingRanker, APrecursorRequiredTwiceIsUsedOnceAndAStockPrintsIt) {
  Constraints constraints;
  constraints.required_precursors = {make_material("BaCO3"), make_material("BaCO3")};
  EXPECT_EQ(texts(rank("BaTiO3", constraints))[0], "TiO2 + BaCO3");
  constraints.required_precursors = {make_material("TiO2")};
  constraints.stock = {make_material("Ti2O4"), make_material("BaCO3")};
  EXPECT_EQ(texts(rank("BaTiO3", constraints)), std::vector<std::string>{"Ti2O4 + BaCO3"});
}

TEST(CountingRanker, WhatIsForbiddenInAStockIsNotUsedThoughTheModelDoesNotKnowIt) {
  Constraints constraints;
  constraints.stock = {make_material("TiO2"), make_material("Ba(NO3)2"), make_material("BaCO3")};
  constraints.forbidden_precursors = {make_material("Ba(NO3)2").key};
  EXPECT_EQ(texts(rank("BaTiO3", constraints)), std::vector<std::string>{"TiO2 + BaCO3"});
}

TEST(CountingRanker, ContradictionsAreNamed) {
  Constraints constraints;
  constraints.required_precursors = {make_material("BaCO3")};
  constraints.forbidden_precursors = {key_of(parse_formula_or_throw("BaCO3"))};
  EXPECT_THAT(rank("BaTiO3", constraints).message, testing::HasSubstr("both required and forbidden"));
  constraints.forbidden_precursors.clear();
  constraints.stock = {make_material("BaO"), make_material("TiO2")};
  EXPECT_THAT(rank("BaTiO3", constraints).message, testing::HasSubstr("not in the stock"));
}

TEST(CountingRanker, AStockIsAllThereIsAndPrintsItsOwnForms) {
  Constraints constraints;
  constraints.stock = {make_material("Ti2O4"), make_material("BaCl2·2H2O"), make_material("Ba(NO3)2"),
                       make_material("BaCO3")};
  const RankedSets ranked = rank("BaTiO3", constraints);
  const auto found = texts(ranked);
  ASSERT_EQ(found.size(), 3U);  // the nitrate was never seen and the chloride has to lose Cl: they come last
  EXPECT_EQ(found[0], "Ti2O4 + BaCO3");
  EXPECT_EQ(found[1], "Ti2O4 + Ba(NO3)2");
  EXPECT_EQ(found[2], "Ti2O4 + BaCl2·2H2O");
  constraints.stock = {make_material("TiO2")};
  EXPECT_THAT(rank("BaTiO3", constraints).message, testing::HasSubstr("the stock holds no precursor of Ba"));
  constraints.stock = std::vector<Material>{};
  EXPECT_TRUE(rank("BaTiO3", constraints).sets.empty());
}

TEST(CountingRanker, SaysWhyThereIsNothing) {
  EXPECT_THAT(rank("CO(NH2)2").message, testing::HasSubstr("H, C, N and O"));
  EXPECT_THAT(rank("BaPuO3").message, testing::HasSubstr("no precursor of Pu"));
  EXPECT_THAT(rank("LiO2").message, testing::HasSubstr("brings elements"));
}

TEST(CountingRanker, ADopantNeedsASourceToo) {
  const RankedSets ranked = rank("BaO:Ti0.01", solid_state());
  ASSERT_FALSE(ranked.sets.empty());
  EXPECT_EQ(texts(ranked)[0], "TiO2 + BaCO3");
}

TEST(CountingRanker, LimitsAreReported) {
  EXPECT_FALSE(rank("BaTiO3", {}, {{1, 120}}).complete);
  EXPECT_FALSE(rank("BaTiO3", {}, {{10, 1}}).complete);
  EXPECT_TRUE(rank("BaTiO3").complete);
}

TEST(CountingRanker, DomainIsElementsInTheirContext) {
  const CountingRanker ranker = barium_titanate_ranker();
  EXPECT_FALSE(ranker.out_of_domain(testing_targets::target_of("Ba2TiO4")));
  EXPECT_TRUE(ranker.out_of_domain(testing_targets::target_of("BaTiS3")));
  EXPECT_TRUE(ranker.out_of_domain(testing_targets::target_of("SrTiO3")));
}

}  // namespace
}  // namespace matroute
