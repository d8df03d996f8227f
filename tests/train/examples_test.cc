// Recipes as examples, and the questions that a network is asked about them.
#include "train/examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/train/learning_set.h"

namespace matroute {
namespace {

using testing_recipes::LearningSet;

TEST(Examples, EqualRowsOfOnePaperAreOne) {
  const auto row = [](const std::string& doi) { return sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, doi, 2001); };
  EXPECT_EQ(LearningSet({row("10.1/a"), row("10.1/a")}).examples.size(), 1U);
  EXPECT_EQ(LearningSet({row("10.1/a"), row("10.1/b")}).examples.size(), 2U);
  EXPECT_EQ(LearningSet({row(""), row("")}).examples.size(), 2U);  // nobody knows that they are of one paper
  auto other = row("10.1/a");
  other.method = Method::kSolGel;
  EXPECT_EQ(LearningSet({row("10.1/a"), other}).examples.size(), 2U);
  auto turned = row("10.1/a");
  std::swap(turned.precursors[0], turned.precursors[1]);
  EXPECT_EQ(LearningSet({row("10.1/a"), turned}).examples.size(), 1U);
}

TEST(Examples, CommonGasesAreNoPrecursors) {
  const LearningSet set({sample_recipe("BaTiO3", {"BaCO3", "TiO2", "O2", "H2O", "NH3"}, "10.1/a", {})});
  ASSERT_EQ(set.examples.size(), 1U);
  EXPECT_EQ(set.vocabulary.materials.size(), 2U);
  EXPECT_EQ(set.examples[0].materials.size(), 2U);
}

TEST(Examples, DopantsAreSlots) {
  const LearningSet set({sample_recipe("Y3Al5O12:Ce0.06", {"Y2O3", "Al2O3", "CeO2"}, "10.1/a", {})});
  const TargetEncoding& target = set.examples.at(0).target;
  std::set<Element> slots;
  for (const std::uint8_t token : target.slots) slots.insert(target.elements[token]);
  EXPECT_EQ(slots, (std::set<Element>{Element::Y, Element::Al, Element::Ce}));
  EXPECT_EQ(set.examples[0].materials.size(), 3U);
}

TEST(Examples, WhatCannotBeLearnedFromIsLeftOut) {
  std::string everything;
  for (std::size_t e = 1; e <= 70; ++e) everything += symbol(static_cast<Element>(e));
  const LearningSet set({sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", {}),
                         sample_recipe("Ba(TiO3", {"BaCO3", "TiO2"}, "10.1/b", {}),
                         sample_recipe("CO(NH2)2", {"C6H8O7"}, "10.1/c", {}),
                         sample_recipe("SrTiO3", {"BaCO3"}, "10.1/d", {}),  // brings what the target does not hold
                         sample_recipe(everything, {"BaCO3", "TiO2"}, "10.1/e", {})});
  ASSERT_EQ(set.examples.size(), 1U);
  EXPECT_EQ(set.examples[0].materials, (std::vector<std::uint32_t>{set.id("BaCO3"), set.id("TiO2")}));
}

TEST(Examples, CarryMethodAndWeight) {
  auto recipe = sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", {});
  recipe.method = Method::kSolGel;
  recipe.weight = 0.25F;
  const LearningSet set({recipe});
  EXPECT_EQ(set.examples.at(0).method, Method::kSolGel);
  EXPECT_EQ(set.examples.at(0).weight, 0.25F);
}

ExampleBatch batch_of(const LearningSet& set) {
  std::vector<const Example*> examples;
  for (const Example& example : set.examples) examples.push_back(&example);
  return make_batch(examples, set.pool, set.features);
}

// Elements that the columns chosen before a state hold.
ElementSet covered_in(const LearningSet& set, const ExampleBatch& batch, std::size_t state) {
  ElementSet covered;
  for (auto i = batch.states.chosen_ptr[state]; i < batch.states.chosen_ptr[state + 1]; ++i) {
    const auto column = static_cast<std::size_t>(batch.states.chosen[static_cast<std::size_t>(i)]);
    covered |= set.pool.material(static_cast<std::uint32_t>(batch.materials.identity[column])).elements;
  }
  return covered;
}

TEST(MakeBatch, EveryAnswerIsAllowed) {
  const LearningSet set(testing_recipes::a_dozen());
  ASSERT_EQ(set.examples.size(), 12U);
  const ExampleBatch batch = batch_of(set);
  const auto columns = static_cast<std::size_t>(batch.materials.materials()) + 1;
  const auto states = static_cast<std::size_t>(batch.states.states());
  ASSERT_EQ(batch.forbidden.size(), states * columns);
  ASSERT_EQ(batch.answers.size(), states);
  ASSERT_EQ(batch.state_weights.size(), states);
  ASSERT_EQ(batch.states.chosen_ptr.size(), states + 1);
  for (std::size_t s = 0; s < states; ++s) {
    EXPECT_EQ(batch.forbidden[s * columns + static_cast<std::size_t>(batch.answers[s])], 0) << s;
  }
}

// The search asks in the same order, and allows the same columns.
TEST(MakeBatch, SlotsAskForTheElementAtHandAlone) {
  const LearningSet set(testing_recipes::a_dozen());
  const ExampleBatch batch = batch_of(set);
  const auto end = static_cast<std::size_t>(batch.materials.materials());
  for (std::size_t s = 0; s < batch.answers.size(); ++s) {
    const TargetEncoding& target = set.examples[static_cast<std::size_t>(batch.states.target[s])].target;
    const std::size_t slot = next_slot(target, covered_in(set, batch, s));
    const bool beyond = slot == target.slots.size();
    EXPECT_EQ(batch.states.slot[s], beyond ? -1 : target.slots[slot]);
    EXPECT_EQ(batch.forbidden[s * (end + 1) + end], beyond ? 0 : 1);
    for (std::size_t c = 0; c < end && !beyond; ++c) {
      const ElementSet& held = set.pool.material(static_cast<std::uint32_t>(batch.materials.identity[c])).elements;
      const bool usable = (held & ~(target.sources | ambient_elements())).none();
      const bool fits = held.test(atomic_number(target.elements[target.slots[slot]]));
      EXPECT_EQ(batch.forbidden[s * (end + 1) + c], usable && fits ? 0 : 1);
    }
  }
}

TEST(MakeBatch, TheChoicesOfAnExampleAreItsRecordedSet) {
  const LearningSet set(testing_recipes::a_dozen());
  const ExampleBatch batch = batch_of(set);
  std::vector<std::vector<std::uint32_t>> chosen(set.examples.size());
  std::vector<std::size_t> ends(set.examples.size());
  for (std::size_t s = 0; s < batch.answers.size(); ++s) {
    const auto target = static_cast<std::size_t>(batch.states.target[s]);
    if (batch.answers[s] == batch.materials.materials())
      ++ends[target];
    else
      chosen[target].push_back(
          static_cast<std::uint32_t>(batch.materials.identity[static_cast<std::size_t>(batch.answers[s])]));
  }
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::sort(chosen[i].begin(), chosen[i].end());
    EXPECT_EQ(chosen[i], set.examples[i].materials);
    EXPECT_EQ(ends[i], 1U);
  }
}

TEST(MakeBatch, AsksForNoMoreThanTheSearchMayChoose) {
  const LearningSet set(
      {sample_recipe("BaTiO3", {"BaTiO3", "BaCO3", "BaO", "TiO2", "TiN", "C6H8O7", "NH4NO3"}, "10.1/a", {})});
  const ExampleBatch batch = batch_of(set);
  EXPECT_LE(std::count(batch.states.slot.begin(), batch.states.slot.end(), -1),
            static_cast<std::ptrdiff_t>(kMaxBeyond));
  for (const std::int64_t answer : batch.answers) EXPECT_LT(answer, batch.materials.materials());
}

}  // namespace
}  // namespace matroute
