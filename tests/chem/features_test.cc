// Composition features: names, invariances and hand-computed values.
#include "chem/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/threads.h"
#include "chem/element_features.h"

namespace matroute {
namespace {

using enum Element;

float feature(const Composition& composition, const std::string& name) {
  const auto it = std::ranges::find(feature_names(), name);
  if (it == feature_names().end()) throw std::out_of_range(name);
  return composition_features(composition)[static_cast<std::size_t>(it - feature_names().begin())];
}

// Up to eight elements with small amounts, the same for one seed.
std::vector<Composition> random_compositions(std::size_t count) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> element(1, 118);
  std::uniform_int_distribution<int> amount(1, 12);
  std::vector<Composition> compositions(count);
  for (Composition& composition : compositions) {
    for (int n = amount(random) % 8; n >= 0; --n) {
      composition.add(static_cast<Element>(element(random)), Rational(amount(random), amount(random)));
    }
  }
  return compositions;
}

TEST(Features, HaveOneNameEach) {
  EXPECT_EQ(composition_features({{Ba, 1}, {O, 1}}).size(), feature_names().size());
  auto names = feature_names();
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(Features, AgreeWithValuesByHand) {
  const Composition barium_titanate = {{Ba, 1}, {Ti, 1}, {O, 3}};
  const double ba = element_features(Ba)[0];
  const double ti = element_features(Ti)[0];
  const double o = element_features(O)[0];
  const double mean = 0.2 * ba + 0.2 * ti + 0.6 * o;
  const double variance = 0.2 * (ba * ba + ti * ti) + 0.6 * o * o - mean * mean;
  EXPECT_NEAR(feature(barium_titanate, "mean electronegativity"), mean, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "deviation electronegativity"), std::sqrt(variance), 1e-5);
  EXPECT_NEAR(feature(barium_titanate, "min electronegativity"), ba, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "max electronegativity"), o, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "range electronegativity"), o - ba, 1e-5);
  EXPECT_NEAR(feature(barium_titanate, "norm 2"), std::sqrt(0.04 + 0.04 + 0.36), 1e-6);
  EXPECT_EQ(feature(barium_titanate, "number of elements"), 3.0F);
  EXPECT_NEAR(feature(barium_titanate, "fraction O"), 0.6, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "fraction anions"), 0.6, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "fraction cations"), 0.4, 1e-6);
  EXPECT_NEAR(feature(barium_titanate, "charge"), 0.0, 1e-6);
  EXPECT_EQ(feature(barium_titanate, "fraction missing"), 0.0F);
  EXPECT_GT(feature({{He, 1}}, "fraction missing"), 0.99F);
}

TEST(Features, DoNotDependOnTheOrderOfTheElements) {
  EXPECT_EQ(composition_features({{Li, 7}, {La, 3}, {Zr, 2}, {O, 12}}),
            composition_features({{O, 12}, {Zr, 2}, {Li, 7}, {La, 3}}));
}

TEST(Features, DoNotDependOnTheMultiple) {
  for (const Composition& composition : random_compositions(200)) {
    Composition multiple;
    multiple.add(composition, Rational(7, 3));
    const auto expected = composition_features(composition);
    const auto actual = composition_features(multiple);
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-5) << feature_names()[i];
  }
}

TEST(Features, AreFinite) {
  for (const Composition& composition : random_compositions(2000)) {
    for (const float value : composition_features(composition)) ASSERT_TRUE(std::isfinite(value));
  }
  EXPECT_TRUE(std::ranges::all_of(composition_features({}), [](float value) { return value == 0.0F; }));
}

TEST(Features, AreTheSameOnAnyNumberOfThreads) {
  const auto compositions = random_compositions(3000);
  const int threads = thread_count();
  set_thread_count(1);
  const auto one = featurize(compositions);
  set_thread_count(4);
  const auto four = featurize(compositions);
  set_thread_count(threads);
  EXPECT_EQ(one, four);
  ASSERT_EQ(one.size(), compositions.size() * feature_names().size());
  const auto last = composition_features(compositions.back());
  EXPECT_TRUE(std::equal(last.begin(), last.end(), one.end() - static_cast<std::ptrdiff_t>(last.size())));
}

}  // namespace
}  // namespace matroute
