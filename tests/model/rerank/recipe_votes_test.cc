// Votes of recipes on targets of the same elements.
#include "model/rerank/recipe_votes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/error.h"

namespace matroute {
namespace {

SystemPoint point(const std::string& text) { return system_point(make_target(parse_formula_or_throw(text))); }

using Ids = std::vector<std::uint32_t>;

RecipeVotesData some_votes() {
  RecipeVotesCollector votes;
  votes.add(point("LiMn2O4"), Method::kSolidState, Ids{0, 2}, 1.0F, 1);
  votes.add(point("LiMn2O4"), Method::kSolidState, Ids{0, 2}, 0.5F, 1);
  votes.add(point("LiMnO2"), Method::kSolidState, Ids{1, 2}, 1.0F, 1);
  votes.add(point("LiMn2O4"), Method::kSolGel, Ids{3, 4}, 1.0F, 1);
  votes.add(point("BaTiO3"), Method::kSolidState, Ids{5, 6}, 1.0F, 1);
  return votes.data();
}

TEST(SystemPoint, HoldsSharesOfTheSourcesAndAtomsOfTheOthers) {
  const SystemPoint oxide = point("LiMn2O4");
  ASSERT_EQ(oxide.amounts.size(), 6U);
  EXPECT_NEAR(oxide.amounts[0], 1.0 / 3, 1e-6);  // Li
  EXPECT_NEAR(oxide.amounts[1], 2.0 / 3, 1e-6);  // Mn
  EXPECT_NEAR(oxide.amounts[5], 4.0 / 3, 1e-6);  // O
  EXPECT_EQ(point("MnLi1O2").system, oxide.system);
  EXPECT_NE(point("LiCoO2").system, oxide.system);
  EXPECT_EQ(point("Y3Al5O12:Ce").amounts.size(), 3U + 4U);
}

TEST(RecipeVotes, NearerTargetsAndMorePapersWeighMore) {
  const RecipeVotes votes(some_votes());
  const Ballot ballot = votes.ballot(point("LiMn2O4"));
  const auto solid = static_cast<std::size_t>(Method::kSolidState);
  const auto same = ballot.of(Ids{0, 2})[solid];
  EXPECT_FLOAT_EQ(same.kernel, 1.5F);
  EXPECT_FLOAT_EQ(same.exact, 2.0F);
  EXPECT_FLOAT_EQ(same.similarity, 1.0F);
  const auto near = ballot.of(Ids{1, 2})[solid];
  // Shares differ by 1/6 twice, oxygen by 2/3 atoms of a tenth of the weight.
  EXPECT_NEAR(near.kernel, std::exp(-(1.0 / 3 + 0.1 / 3) / 0.1), 2e-2);
  EXPECT_EQ(near.exact, 0.0F);
  EXPECT_EQ(ballot.of(Ids{3, 4})[solid].kernel, 0.0F);
  EXPECT_FLOAT_EQ(ballot.of(Ids{3, 4})[static_cast<std::size_t>(Method::kSolGel)].kernel, 1.0F);
  EXPECT_FLOAT_EQ(ballot.of(Ids{3, 4})[kMethodCount].kernel, 1.0F);
  EXPECT_FLOAT_EQ(ballot.total()[kMethodCount].exact, 3.0F);
}

TEST(RecipeVotes, TheNearestRecipeOfASetCounts) {
  RecipeVotesCollector collector;
  for (const char* text : {"LiMn2O4", "LiMnO2"}) collector.add(point(text), Method::kSolidState, Ids{0, 2}, 1.0F, 1);
  const RecipeVotes votes(collector.data());
  for (const char* text : {"LiMn2O4", "LiMnO2"}) {
    EXPECT_FLOAT_EQ(votes.ballot(point(text)).of(Ids{0, 2})[kMethodCount].similarity, 1.0F) << text;
  }
}

// Hashes of two systems may be equal; then they differ in how many elements they hold, or cannot be told apart.
TEST(RecipeVotes, ASystemOfAnotherSizeHasNoSay) {
  RecipeVotesCollector collector;
  SystemPoint other = point("LiNiMnCoO2");
  other.system = point("LiMn2O4").system;
  collector.add(other, Method::kSolidState, Ids{0, 2}, 1.0F, 1);
  const RecipeVotes votes(collector.data());
  EXPECT_EQ(votes.ballot(point("LiMn2O4")).total()[kMethodCount].kernel, 0.0F);
  EXPECT_GT(votes.ballot(other).total()[kMethodCount].kernel, 0.0F);
}

TEST(RecipeVotes, AnotherSystemHasNoSay) {
  const RecipeVotes votes(some_votes());
  const Ballot ballot = votes.ballot(point("LiCoO2"));
  EXPECT_EQ(ballot.total()[kMethodCount].kernel, 0.0F);
  EXPECT_EQ(ballot.of(Ids{0, 2})[kMethodCount].kernel, 0.0F);
  EXPECT_FLOAT_EQ(votes.ballot(point("BaTiO3")).of(Ids{5, 6})[kMethodCount].exact, 1.0F);
}

TEST(RecipeVotes, WhatIsStoredComesBack) {
  const RecipeVotesData data = some_votes();
  const RecipeVotesData back = recipe_votes_from_tensors(to_tensors(data, "votes."), "votes.", 7, "f");
  EXPECT_EQ(back.systems, data.systems);
  EXPECT_EQ(back.amounts, data.amounts);
  EXPECT_EQ(back.set_materials, data.set_materials);
  RecipeVotesCollector twice;
  twice.add(data);
  twice.add(back);
  EXPECT_FLOAT_EQ(RecipeVotes(twice.data()).ballot(point("LiMn2O4")).of(Ids{0, 2})[kMethodCount].exact, 4.0F);
}

TEST(RecipeVotes, TablesThatContradictEachOtherAreRefused) {
  const std::vector<std::function<void(RecipeVotesData&)>> faults = {[](auto& d) { d.systems[1] = d.systems[0]; },
                                                                     [](auto& d) { d.system_ptr.back() += 1; },
                                                                     [](auto& d) { d.system_ptr.front() = 1; },
                                                                     [](auto& d) { d.sources[0] += 1; },
                                                                     [](auto& d) { d.amounts.pop_back(); },
                                                                     [](auto& d) { d.methods[0] = kMethodCount; },
                                                                     [](auto& d) { d.weights[0] = -1.0F; },
                                                                     [](auto& d) { d.papers.pop_back(); },
                                                                     [](auto& d) { d.sets[0] = 99; },
                                                                     [](auto& d) { d.set_ptr[1] = 1000; },
                                                                     [](auto& d) { d.set_materials[0] = 7; },
                                                                     [](auto& d) { d.set_ptr.clear(); }};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    RecipeVotesData data = some_votes();
    faults[i](data);
    try {
      recipe_votes_from_tensors(to_tensors(data, "votes."), "votes.", 7, "f");
      FAIL() << "fault " << i << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kModel);
      EXPECT_THAT(error.what(), testing::StartsWith("f: "));
    }
  }
}

}  // namespace
}  // namespace matroute
