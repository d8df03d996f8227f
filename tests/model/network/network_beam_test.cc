// The beam search against the enumeration of every order of choices.
#include "model/network/network_beam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "model/network/target_encoding.h"

namespace matroute {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr std::size_t kMethods = kMethodNames.size();
constexpr NetworkBeamOptions kWide = {100'000, kNever, kNever};

// Between -2 and 2, depending on all of the numbers; in 256ths, so that differences of 32-bit scores are exact.
double drawn(std::initializer_list<std::uint64_t> numbers) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (const std::uint64_t number : numbers) {
    hash = (hash ^ number) * 0xBF58476D1CE4E5B9ULL;
    hash ^= hash >> 29U;
  }
  return static_cast<double>(hash >> 54U) / 256.0 - 2.0;
}

// Made-up scores that depend on the set chosen so far, not on its order.
class FakeScorer : public StateScorer {
 public:
  FakeScorer(std::size_t members, std::size_t targets, std::size_t columns, std::uint64_t seed = 0)
      : members_(members), targets_(targets), columns_(columns), seed_(seed) {}

  std::size_t members() const override { return members_; }
  std::vector<float> method_log_probabilities(std::size_t member) const override {
    std::vector<float> values;
    for (std::size_t t = 0; t < targets_; ++t) {
      std::array<double, kMethods> weights{};
      double sum = 0.0;
      for (std::size_t m = 0; m < kMethods; ++m) sum += weights[m] = std::exp(drawn({seed_, member, t, m}));
      for (const double weight : weights) values.push_back(static_cast<float>(std::log(weight / sum)));
    }
    return values;
  }
  StateScores scores(std::size_t member, const StateBatch& states) const override {
    StateScores scores;
    scores.width = columns_ + 1;
    std::vector<float>& values = scores.values;
    for (std::size_t s = 0; s < states.target.size(); ++s) {
      std::uint64_t set = 0;
      for (std::int64_t i = states.chosen_ptr[s]; i < states.chosen_ptr[s + 1]; ++i) {
        set |= std::uint64_t{1} << static_cast<std::uint64_t>(states.chosen[static_cast<std::size_t>(i)]);
      }
      for (std::size_t c = 0; c <= columns_; ++c) {
        values.push_back(static_cast<float>(drawn({seed_, member, static_cast<std::uint64_t>(states.target[s]),
                                                   static_cast<std::uint64_t>(states.slot[s] + 1),
                                                   static_cast<std::uint64_t>(states.method[s]), set, c})));
      }
    }
    return scores;
  }

 private:
  std::size_t members_, targets_, columns_;
  std::uint64_t seed_;
};

using Sets = std::map<std::vector<std::uint32_t>, std::array<double, kMethods>>;  // probabilities by method

// Follows every order of choices of one target, one state at a time.
class Enumeration {
 public:
  Enumeration(const StateScorer& scorer, std::span<const BeamTarget> targets, std::span<const ElementSet> elements,
              std::size_t target)
      : scorer_(scorer), target_(targets[target]), elements_(elements), index_(static_cast<std::int64_t>(target)) {}

  Sets run() {
    ElementSet covered;
    for (const std::uint32_t seed : target_.seeds) covered |= elements_[seed];
    for (std::size_t method = 0; method < kMethods; ++method) {
      if (target_.method >= 0 && static_cast<std::size_t>(target_.method) != method) continue;
      double probability = 0.0;
      for (std::size_t m = 0; m < scorer_.members(); ++m) {
        const auto row = static_cast<std::size_t>(index_) * kMethods;
        probability += std::exp(static_cast<double>(scorer_.method_log_probabilities(m)[row + method])) /
                       static_cast<double>(scorer_.members());
      }
      method_ = method;
      follow(target_.seeds, covered, 0, -1, target_.method >= 0 ? 1.0 : probability);
    }
    return sets_;
  }

 private:
  void follow(const std::vector<std::uint32_t>& chosen, const ElementSet& covered, std::size_t beyond,
              std::int64_t last, double probability) {
    const auto& slots = target_.encoding->slots;
    const std::size_t slot = next_slot(*target_.encoding, covered);
    const bool at_slot = slot < slots.size();
    std::vector<std::uint32_t> allowed;
    if (at_slot) allowed = target_.slot_candidates[slot];
    for (const std::uint32_t column : target_.beyond) {
      const bool taken = std::find(chosen.begin(), chosen.end(), column) != chosen.end();
      if (!at_slot && beyond < kMaxBeyond && !taken && static_cast<std::int64_t>(column) > last)
        allowed.push_back(column);
    }
    const auto end = static_cast<std::uint32_t>(elements_.size());
    if (!at_slot && (target_.required & ~covered).none()) allowed.push_back(end);
    const auto shares = shares_of(chosen, at_slot ? slots[slot] : -1, allowed);
    for (std::size_t i = 0; i < allowed.size(); ++i) {
      auto next = chosen;
      if (allowed[i] == end) {
        std::sort(next.begin(), next.end());
        sets_[next][method_] += probability * shares[i];
        continue;
      }
      next.push_back(allowed[i]);
      follow(next, covered | elements_[allowed[i]], at_slot ? beyond : beyond + 1,
             at_slot ? last : static_cast<std::int64_t>(allowed[i]), probability * shares[i]);
    }
  }

  std::vector<double> shares_of(const std::vector<std::uint32_t>& chosen, std::int64_t slot,
                                const std::vector<std::uint32_t>& allowed) const {
    StateBatch state;
    state.target = {index_};
    state.slot = {slot};
    state.method = {static_cast<std::int64_t>(method_)};
    state.chosen.assign(chosen.begin(), chosen.end());
    state.chosen_ptr.push_back(static_cast<std::int64_t>(chosen.size()));
    std::vector<double> shares(allowed.size(), 0.0);
    for (std::size_t m = 0; m < scorer_.members(); ++m) {
      const auto scores = scorer_.scores(m, state).values;
      double sum = 0.0;
      for (const std::uint32_t column : allowed) sum += std::exp(static_cast<double>(scores[column]));
      for (std::size_t i = 0; i < allowed.size(); ++i) {
        shares[i] += std::exp(static_cast<double>(scores[allowed[i]])) / sum / static_cast<double>(scorer_.members());
      }
    }
    return shares;
  }

  const StateScorer& scorer_;
  const BeamTarget& target_;
  std::span<const ElementSet> elements_;
  std::int64_t index_;
  std::size_t method_ = 0;
  Sets sets_;
};

// Two targets over nine precursors; one precursor holds two of the first target's elements.
class NetworkBeam : public testing::Test {
 protected:
  NetworkBeam() {
    for (const char* text :
         {"BaCO3", "BaO", "TiO2", "BaTiO3", "La2O3", "LaTiO3", "ZnO", "C6H8O7", "NH4NO3", "Zn(NO3)2"}) {
      elements_.push_back(parse_formula_or_throw(text).composition.elements());
    }
    add_target("BaLaTiO5");
    add_target("ZnO");
  }

  void add_target(const std::string& text) {
    encodings_.push_back(
        std::make_unique<TargetEncoding>(encode_target(make_target(parse_formula_or_throw(text)), {})));
    const TargetEncoding& encoding = *encodings_.back();
    const auto ambient = parse_formula_or_throw("HCNO").composition.elements();
    BeamTarget target;
    target.encoding = &encoding;
    for (std::uint32_t c = 0; c < elements_.size(); ++c) {
      if ((elements_[c] & ~(encoding.sources | ambient)).none()) target.beyond.push_back(c);
    }
    for (const std::uint8_t slot : encoding.slots) {
      auto& list = target.slot_candidates.emplace_back();
      for (const std::uint32_t c : target.beyond) {
        if (elements_[c].test(atomic_number(encoding.elements[slot]))) list.push_back(c);
      }
    }
    targets_.push_back(std::move(target));
  }

  std::vector<NetworkSets> search(const StateScorer& scorer, const NetworkBeamOptions& options = kWide) const {
    return search_sets(scorer, targets_, elements_, options);
  }

  // Exactly the reachable sets, with the probabilities of the enumeration. Returns the sum of a target's probabilities.
  static double expect_sets(const NetworkSets& found, const Sets& expected) {
    EXPECT_EQ(found.sets.size(), expected.size());
    EXPECT_FALSE(found.cut);
    double sum = 0.0;
    for (const NetworkSet& set : found.sets) {
      const auto one = expected.find(set.columns);
      if (one == expected.end()) {
        ADD_FAILURE() << "a set that cannot be reached";
        continue;
      }
      double over_methods = 0.0;
      for (std::size_t m = 0; m < kMethods; ++m) {
        EXPECT_NEAR(std::exp(set.log_probabilities[m]), one->second[m], 1e-12);
        over_methods += one->second[m];
      }
      EXPECT_NEAR(std::exp(set.log_probability), over_methods, 1e-12);
      sum += over_methods;
    }
    return sum;
  }

  std::vector<double> expect_enumerated(const StateScorer& scorer) const {
    const auto found = search(scorer);
    EXPECT_EQ(found.size(), targets_.size());
    std::vector<double> sums;
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      sums.push_back(expect_sets(found[t], Enumeration(scorer, targets_, elements_, t).run()));
      EXPECT_TRUE(std::is_sorted(
          found[t].sets.begin(), found[t].sets.end(),
          [](const NetworkSet& a, const NetworkSet& b) { return a.log_probability > b.log_probability; }));
    }
    return sums;
  }

  FakeScorer scorer(std::size_t members = 1, std::uint64_t seed = 0) const {
    return {members, targets_.size(), elements_.size(), seed};
  }

  std::vector<ElementSet> elements_;
  std::vector<std::unique_ptr<TargetEncoding>> encodings_;
  std::vector<BeamTarget> targets_;
};

TEST_F(NetworkBeam, AWideSearchFindsEverySetWithItsProbability) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    for (BeamTarget& target : targets_) target.method = static_cast<std::int64_t>(seed % kMethods);
    for (const double sum : expect_enumerated(scorer(1, seed))) EXPECT_NEAR(sum, 1.0, 1e-9);
  }
}

TEST_F(NetworkBeam, MethodsShareTheProbability) {
  for (const double sum : expect_enumerated(scorer())) EXPECT_NEAR(sum, 1.0, 1e-6);  // the methods' are 32-bit
}

TEST_F(NetworkBeam, MembersAreAveragedChoiceByChoice) {
  for (const double sum : expect_enumerated(scorer(3))) EXPECT_NEAR(sum, 1.0, 1e-6);
}

TEST_F(NetworkBeam, AGivenMethodIsTheOnlyOne) {
  targets_[0].method = 1;
  const auto found = search(scorer());
  for (const NetworkSet& set : found[0].sets) {
    EXPECT_EQ(set.log_probabilities[0], kNever);
    EXPECT_EQ(set.log_probabilities[1], set.log_probability);
    EXPECT_EQ(set.log_probabilities[2], kNever);
  }
  EXPECT_GT(found[1].sets.front().log_probabilities[0], kNever);
}

TEST_F(NetworkBeam, UnlikelyMethodsAreNotSearched) {
  const auto log_probabilities = scorer().method_log_probabilities(0);
  const auto least = static_cast<std::size_t>(
      std::min_element(log_probabilities.begin(), log_probabilities.begin() + kMethods) - log_probabilities.begin());
  NetworkBeamOptions options = kWide;
  options.method_cut = static_cast<double>(log_probabilities[least]) + 1e-3;
  const auto found = search(scorer(), options);
  for (const NetworkSet& set : found[0].sets) {
    for (std::size_t m = 0; m < kMethods; ++m) EXPECT_EQ(set.log_probabilities[m] == kNever, m == least);
  }
}

TEST_F(NetworkBeam, NoMoreThanKMaxBeyondFollowTheSlots) {
  std::size_t longest = 0;
  const auto found = search(scorer());
  for (const NetworkSet& set : found[1].sets) longest = std::max(longest, set.columns.size());
  EXPECT_EQ(longest, targets_[1].encoding->slots.size() + kMaxBeyond);
}

TEST_F(NetworkBeam, SeedsAreInEverySet) {
  targets_[0].seeds = {3, 7};  // a source of two elements, and one of none
  targets_[1].seeds = {0};     // brings what the target does not hold
  for (const double sum : expect_enumerated(scorer())) EXPECT_NEAR(sum, 1.0, 1e-6);
  const auto found = search(scorer());
  for (std::size_t t = 0; t < 2; ++t) {
    for (const NetworkSet& set : found[t].sets) {
      EXPECT_TRUE(std::ranges::includes(set.columns, targets_[t].seeds));
    }
  }
}

TEST_F(NetworkBeam, RequiredElementsAreInEverySet) {
  targets_[0].required.set(atomic_number(Element::N));
  for (const double sum : expect_enumerated(scorer())) EXPECT_LE(sum, 1.0 + 1e-6);
  const auto found = search(scorer());
  ASSERT_FALSE(found[0].sets.empty());
  for (const NetworkSet& set : found[0].sets) {
    EXPECT_TRUE(std::ranges::any_of(set.columns,
                                    [&](std::uint32_t c) { return elements_[c].test(atomic_number(Element::N)); }));
  }
}

TEST_F(NetworkBeam, WhatNoPrecursorHoldsCannotBeRequired) {
  targets_[0].required.set(atomic_number(Element::Pu));
  const auto found = search(scorer());
  EXPECT_TRUE(found[0].sets.empty());
  EXPECT_FALSE(found[1].sets.empty());
}

TEST_F(NetworkBeam, ASlotWithoutPrecursorsHasNoSet) {
  targets_[0].slot_candidates[1].clear();
  targets_[0].beyond.clear();
  for (auto& list : targets_[0].slot_candidates) std::erase_if(list, [](std::uint32_t c) { return c == 3 || c == 5; });
  EXPECT_TRUE(search(scorer())[0].sets.empty());
}

TEST_F(NetworkBeam, ANarrowSearchSaysThatItCutAndPromisesNoMore) {
  const auto all = search(scorer());
  for (const std::size_t width : {1U, 3U, 10U}) {
    NetworkBeamOptions options = kWide;
    options.width = width;
    const auto found = search(scorer(), options);
    for (std::size_t t = 0; t < 2; ++t) {
      EXPECT_TRUE(found[t].cut);
      ASSERT_FALSE(found[t].sets.empty());
      EXPECT_LT(found[t].sets.size(), all[t].sets.size());
      for (const NetworkSet& set : found[t].sets) {
        const auto same = std::ranges::find(all[t].sets, set.columns, &NetworkSet::columns);
        ASSERT_NE(same, all[t].sets.end());
        EXPECT_LE(set.log_probability, same->log_probability + 1e-12);
      }
    }
  }
}

TEST_F(NetworkBeam, PruningDropsWhatIsUnlikelyAndSaysSo) {
  NetworkBeamOptions options = kWide;
  options.prune = -2.0;
  const auto all = search(scorer());
  const auto found = search(scorer(), options);
  EXPECT_TRUE(found[0].cut);
  EXPECT_LT(found[0].sets.size(), all[0].sets.size());
  EXPECT_EQ(found[0].sets.front().columns, all[0].sets.front().columns);
}

TEST_F(NetworkBeam, ATargetIsSearchedAloneAsInCompany) {
  const auto together = search(scorer());
  targets_.resize(1);
  const auto alone = search(scorer());
  ASSERT_EQ(alone[0].sets.size(), together[0].sets.size());
  for (std::size_t i = 0; i < alone[0].sets.size(); ++i) {
    EXPECT_EQ(alone[0].sets[i].columns, together[0].sets[i].columns);
    EXPECT_EQ(alone[0].sets[i].log_probability, together[0].sets[i].log_probability);
  }
}

TEST_F(NetworkBeam, ScoresThatAreNoNumbersLeadToNoSet) {
  class NoNumbers : public FakeScorer {
   public:
    using FakeScorer::FakeScorer;
    StateScores scores(std::size_t member, const StateBatch& states) const override {
      StateScores scores = FakeScorer::scores(member, states);
      std::ranges::fill(scores.values, std::nanf(""));
      return scores;
    }
  };
  for (const NetworkSets& found : search(NoNumbers(1, 2, elements_.size()))) EXPECT_TRUE(found.sets.empty());
}

TEST(NextSlot, IsTheFirstThatIsNotCovered) {
  ElementWeights weights{};
  weights[atomic_number(Element::Ba)] = 2.0;
  weights[atomic_number(Element::Ti)] = 1.0;  // the rarer
  const TargetEncoding encoding = encode_target(make_target(parse_formula_or_throw("BaTiO3")), weights);
  const auto element = [&](std::size_t slot) { return encoding.elements[encoding.slots[slot]]; };
  ElementSet covered;
  EXPECT_EQ(element(next_slot(encoding, covered)), Element::Ti);
  covered.set(atomic_number(Element::Ti));
  EXPECT_EQ(element(next_slot(encoding, covered)), Element::Ba);
  covered.set(atomic_number(Element::Ba));
  EXPECT_EQ(next_slot(encoding, covered), 2U);
}

}  // namespace
}  // namespace matroute
