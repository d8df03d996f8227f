// The beam against a slow enumeration of every choice.
#include "model/counting/counting_beam.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace matroute {
namespace {

using Sets = std::map<std::vector<std::uint32_t>, double>;

ElementSet elements(std::initializer_list<Element> list) {
  ElementSet set;
  for (const Element e : list) set.set(atomic_number(e));
  return set;
}

void enumerate(const BeamProblem& problem, std::size_t step, std::vector<std::uint32_t> chosen, ElementSet covered,
               double score, Sets& found) {
  if (step == problem.steps.size()) {
    if ((problem.required & ~covered).any()) return;
    std::sort(chosen.begin(), chosen.end());
    const auto [entry, fresh] = found.emplace(chosen, score);
    if (!fresh) entry->second = std::max(entry->second, score);
    return;
  }
  const std::size_t element = atomic_number(problem.steps[step].element);
  const bool seeded = problem.seed_elements.test(element);
  if (covered.test(element)) enumerate(problem, step + 1, chosen, covered, score, found);
  if (covered.test(element) && !seeded) return;
  for (const BeamCandidate& candidate : problem.steps[step].candidates) {
    if (std::find(chosen.begin(), chosen.end(), candidate.material) != chosen.end()) continue;
    auto next = chosen;
    next.push_back(candidate.material);
    enumerate(problem, step + 1, next, covered | candidate.elements,
              score + candidate.log_probability + (seeded ? kSecondSourceLogPenalty : 0.0), found);
  }
}

// Materials 0..11 hold one or two of four elements; each element has candidates of random probability.
BeamProblem random_problem(std::mt19937& generator) {
  constexpr std::array<Element, 4> kElements = {Element::Li, Element::Ba, Element::Ti, Element::Zr};
  std::vector<ElementSet> materials(12);
  for (ElementSet& held : materials) {
    held.set(atomic_number(kElements[generator() % 4]));
    if (generator() % 3 == 0) held.set(atomic_number(kElements[generator() % 4]));
    if (generator() % 3 == 0) held.set(atomic_number(Element::C));
  }
  BeamProblem problem;
  for (const Element element : kElements) {
    BeamStep step{element, {}};
    for (std::uint32_t m = 0; m < materials.size(); ++m) {
      if (!materials[m].test(atomic_number(element))) continue;
      step.candidates.push_back({m, -static_cast<double>(generator() % 1000) / 100.0, materials[m]});
    }
    std::sort(step.candidates.begin(), step.candidates.end(),
              [](const auto& a, const auto& b) { return a.log_probability > b.log_probability; });
    problem.steps.push_back(step);
  }
  if (generator() % 3 == 0) {
    problem.seeds = {0};
    problem.seed_elements = materials[0];
  }
  if (generator() % 3 == 0) problem.required.set(atomic_number(Element::C));
  problem.width = 100'000;
  return problem;
}

TEST(SetBeam, FindsEverySetWithItsBestScoreWhereNothingIsCut) {
  std::mt19937 generator(7);
  for (int i = 0; i < 300; ++i) {
    const BeamProblem problem = random_problem(generator);
    Sets expected;
    enumerate(problem, 0, problem.seeds, problem.seed_elements, 0.0, expected);
    const BeamResult result = search_sets(problem);
    EXPECT_FALSE(result.cut);
    ASSERT_EQ(result.sets.size(), expected.size());
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
      const auto found = expected.find(result.sets[s].materials);
      ASSERT_NE(found, expected.end());
      EXPECT_NEAR(result.sets[s].log_score, found->second, 1e-9);
      if (s > 0) {
        EXPECT_LE(result.sets[s].log_score, result.sets[s - 1].log_score);
      }
    }
  }
}

TEST(SetBeam, WidthKeepsTheBestOfEveryStepAndSaysSo) {
  std::mt19937 generator(8);
  for (int i = 0; i < 300; ++i) {
    BeamProblem problem = random_problem(generator);
    const BeamResult all = search_sets(problem);
    problem.width = 5;
    const BeamResult narrow = search_sets(problem);
    EXPECT_LE(narrow.sets.size(), problem.required.any() ? 10U : 5U);
    if (narrow.sets.size() < all.sets.size()) {
      EXPECT_TRUE(narrow.cut);
    }
    if (!narrow.sets.empty()) {
      EXPECT_LE(narrow.sets[0].log_score, all.sets[0].log_score + 1e-12);
    }
    if (!all.sets.empty()) {
      EXPECT_FALSE(narrow.sets.empty());
    }
  }
}

TEST(SetBeam, PruningByRankLosesNothing) {
  BeamProblem problem;  // two elements with 40 candidates each, width 50: the exact best 50 pairs
  for (std::uint32_t e = 0; e < 2; ++e) {
    BeamStep step{e == 0 ? Element::Ba : Element::Ti, {}};
    for (std::uint32_t c = 0; c < 40; ++c) {
      step.candidates.push_back({e * 100 + c, -std::sqrt(c + 0.3 * e), elements({step.element})});
    }
    problem.steps.push_back(step);
  }
  problem.width = 100'000;
  const BeamResult all = search_sets(problem);
  ASSERT_EQ(all.sets.size(), 1600U);
  problem.width = 50;
  const BeamResult best = search_sets(problem);
  ASSERT_EQ(best.sets.size(), 50U);
  EXPECT_TRUE(best.cut);
  for (std::size_t s = 0; s < 50; ++s) EXPECT_DOUBLE_EQ(best.sets[s].log_score, all.sets[s].log_score);
}

TEST(SetBeam, SeedsAreInEverySet) {
  BeamProblem problem;
  problem.seeds = {9};
  problem.steps.push_back({Element::Ba, {{1, -1.0, elements({Element::Ba})}}});
  const BeamResult result = search_sets(problem);
  ASSERT_EQ(result.sets.size(), 1U);
  EXPECT_EQ(result.sets[0].materials, (std::vector<std::uint32_t>{1, 9}));
}

TEST(SetBeam, AnElementWithoutCandidatesHasNoSet) {
  BeamProblem problem;
  problem.steps.push_back({Element::Ba, {}});
  EXPECT_TRUE(search_sets(problem).sets.empty());
}

}  // namespace
}  // namespace matroute
