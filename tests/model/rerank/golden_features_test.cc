// What the re-ranker reads of the sets of a target, number by number.
#include <gtest/gtest.h>

#include "model/rerank/set_features.h"
#include "tests/model/counting/small_model.h"
#include "tests/model/golden.h"

namespace matroute {
namespace {

using testing_models::expect_golden;
using testing_models::golden_numbers;
using testing_models::golden_target;
using testing_models::GoldenVectors;
using testing_models::make_data;

using Ids = std::vector<std::uint32_t>;

// Recipes of oxides, made up: weights of precursors by the element that they supply.
CountingData golden_counts() {
  const AnionContext oxide = anion_context(parse_formula_or_throw("BaO").composition.elements());
  constexpr Method kSolid = Method::kSolidState;
  constexpr Method kSolGel = Method::kSolGel;
  return make_data({"TiO2", "BaCO3", "BaO", "Ba(NO3)2", "Li2CO3", "LiOH·H2O", "La2O3", "La(NO3)3·6H2O", "ZrO2", "Y2O3",
                    "Al2O3", "Al(NO3)3·9H2O", "CeO2", "BaCl2"},
                   {{kSolid, oxide, Element::kNone, 90, {}},
                    {kSolid, oxide, Element::Ti, 40, {{0, 40}}},
                    {kSolid, oxide, Element::Ba, 36, {{1, 30}, {2, 4}, {3, 1}, {13, 1}}},
                    {kSolid, oxide, Element::Li, 24, {{4, 18}, {5, 6}}},
                    {kSolid, oxide, Element::La, 20, {{6, 19}, {7, 1}}},
                    {kSolid, oxide, Element::Zr, 15, {{8, 15}}},
                    {kSolid, oxide, Element::Y, 12, {{9, 12}}},
                    {kSolid, oxide, Element::Al, 14, {{10, 13}, {11, 1}}},
                    {kSolid, oxide, Element::Ce, 7, {{12, 7}}},
                    {kSolGel, oxide, Element::kNone, 9, {}},
                    {kSolGel, oxide, Element::Li, 3, {{5, 3}}},
                    {kSolGel, oxide, Element::La, 5, {{6, 1}, {7, 4}}},
                    {kSolGel, oxide, Element::Al, 4, {{11, 4}}}});
}

SetStatistics::Data golden_statistics() {
  RecipeVotesCollector votes;
  votes.add(system_point(golden_target("BaTiO3")), Method::kSolidState, Ids{0, 1}, 3.0F, 3);
  votes.add(system_point(golden_target("Ba2TiO4")), Method::kSolidState, Ids{0, 3}, 1.0F, 1);
  votes.add(system_point(golden_target("Li7La3Zr2O12")), Method::kSolidState, Ids{4, 6, 8}, 5.0F, 4);
  votes.add(system_point(golden_target("Li7La3Zr2O12")), Method::kSolGel, Ids{5, 7, 8}, 1.5F, 2);
  votes.add(system_point(golden_target("Y3Al5O12:Ce0.03")), Method::kSolidState, Ids{9, 10, 12}, 2.0F, 2);
  return {.weights = {40, 30, 4, 1, 18, 9, 20, 5, 15, 12, 13, 5, 7, 1},
          .pair_low = {0, 0, 4, 4, 5, 6, 9, 9},
          .pair_high = {1, 3, 6, 8, 7, 8, 10, 12},
          .pair_weights = {28, 1, 14, 12, 3, 13, 11, 6},
          .recipes = 99,
          .votes = votes.data()};
}

// The sets, best first, balanced as a search would have it.
std::vector<BalancedPrecursors> golden_sets(const Vocabulary& vocabulary, const std::string& target,
                                            const std::vector<Ids>& sets) {
  std::vector<BalancedPrecursors> balanced;
  double log_score = -0.4;
  for (const Ids& ids : sets) {
    BalancedPrecursors& set = balanced.emplace_back();
    std::vector<const Formula*> formulas;
    for (const std::uint32_t id : ids) {
      set.set.precursors.push_back(&vocabulary.materials[id]);
      formulas.push_back(&vocabulary.materials[id].formula);
    }
    set.set.method = balanced.size() == 2 ? Method::kSolGel : Method::kSolidState;
    set.set.log_score = log_score;
    set.set.probability = std::exp(log_score);
    log_score -= 1.3;
    set.reaction = balance(parse_formula_or_throw(target), formulas).value();
  }
  return balanced;
}

TEST(GoldenFeatures, OfTheSetsOfATarget) {
  const CountingData counts = golden_counts();
  const Vocabulary vocabulary = make_vocabulary(counts.materials, "test");
  const CountingTables tables(counts);
  const SetStatistics statistics(golden_statistics());
  const SetFeaturizer featurizer(vocabulary, tables, statistics);
  const std::vector<std::pair<std::string, std::vector<Ids>>> lists = {
      {"BaTiO3", {{1, 0}, {3, 0}, {13, 0}}},
      {"Li7La3Zr2O12", {{4, 6, 8}, {5, 7, 8}, {5, 6, 8}}},
      {"Y3Al5O12:Ce0.06", {{9, 10, 12}, {9, 11, 12}}},
  };
  GoldenVectors vectors;
  for (const auto& [text, sets] : lists) {
    const SetList list = featurizer.featurize(golden_target(text), golden_sets(vocabulary, text, sets));
    ASSERT_EQ(list.sets, sets.size());
    for (std::size_t i = 0; i < list.sets; ++i) {
      const std::span<const float> row = std::span(list.set_features).subspan(i * kSetFeatures, kSetFeatures);
      vectors.emplace_back(text + " set " + std::to_string(i), golden_numbers(row));
    }
    vectors.emplace_back(text + " list", golden_numbers(list.list_features));
  }
  expect_golden("set_features.txt", vectors);
}

}  // namespace
}  // namespace matroute
