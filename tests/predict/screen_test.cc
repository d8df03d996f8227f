#include "predict/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <stdexcept>

#include "tests/predict/fixed_ranker.h"

namespace matroute {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<std::vector<std::string>> kSets = {{"BaCO3", "TiO2"}, {"BaO", "TiO2"}};

struct Screened {
  std::vector<TargetResult> results;
  ScreenSummary summary;
};

const FixedRanker::Before kNothing = [](std::span<const Target* const>) {};

Screened screened(TargetSource& source, const ScreenOptions& options, const FixedRanker::Before& before = kNothing) {
  const FixedRanker ranker(kSets, before);
  const RouteSearch search(ranker, nullptr, RouteSearchOptions{});
  Screened out;
  out.summary = screen(source, search, options, [&](const Answer& answer) { out.results.push_back(answer.result); });
  return out;
}

Screened screened(std::vector<std::string> formulas, const ScreenOptions& options = {},
                  const FixedRanker::Before& before = kNothing) {
  return screened(*targets_from_list(std::move(formulas)), options, before);
}

// One record that could not be read.
class BrokenSource : public TargetSource {
 public:
  bool next(TargetRow& row) override {
    row = {.row = 7, .id = "seven", .formula = "text", .precursors = {}, .error = "line 9: broken"};
    return !std::exchange(done_, true);
  }
  std::string name() const override { return "broken"; }
  std::string sha256() const override { return ""; }

 private:
  bool done_ = false;
};

TEST(Screen, RanksBalancesAndKeepsTheOrder) {
  const Screened out = screened({"BaTiO3", "Xy", "NaCl"});
  ASSERT_EQ(out.results.size(), 3U);
  EXPECT_EQ(out.results[0].status, Status::kOk);
  EXPECT_EQ(out.results[0].formula, "BaTiO3");
  ASSERT_EQ(out.results[0].routes.size(), 2U);
  EXPECT_EQ(out.results[0].routes[0].equation, "BaCO3 + TiO2 -> BaTiO3 + CO2");
  EXPECT_FLOAT_EQ(out.results[0].confidence, 0.75F);
  EXPECT_EQ(out.results[1].status, Status::kBadFormula);
  EXPECT_EQ(out.results[1].formula_input, "Xy");
  EXPECT_EQ(out.results[1].formula, "");
  EXPECT_EQ(out.results[2].status, Status::kNoRoute);
  EXPECT_TRUE(out.results[2].out_of_domain);
  EXPECT_FALSE(out.results[0].out_of_domain);
  EXPECT_EQ(out.summary.rows, 3U);
  EXPECT_EQ(out.summary.usable(), 2U);
  EXPECT_THAT(out.summary.first_fault, HasSubstr("Xy"));
}

TEST(Screen, AnswersDoNotDependOnTheBatch) {
  const std::vector<std::string> formulas = {"BaTiO3", "Xy", "Ba2TiO4", "NaCl", "BaTi2O5"};
  const Screened whole = screened(formulas);
  for (const std::size_t size : {1U, 2U, 5U, 100U}) {
    ScreenOptions options;
    options.stream.batch_size = size;
    const Screened parts = screened(formulas, options);
    ASSERT_EQ(parts.results.size(), whole.results.size());
    for (std::size_t i = 0; i < formulas.size(); ++i) {
      EXPECT_EQ(parts.results[i].row, i);
      EXPECT_EQ(parts.results[i].status, whole.results[i].status);
      EXPECT_EQ(parts.results[i].routes.size(), whole.results[i].routes.size());
    }
  }
}

TEST(Screen, MembersOfASeriesShareTheirRow) {
  ScreenOptions options;
  options.stream.series = expand_variables({"x=0:0.2:0.1"});
  const Screened out = screened({"Ba1-xTiO3-x"}, options);
  ASSERT_EQ(out.results.size(), 3U);
  EXPECT_EQ(out.results[2].row, 0U);
  EXPECT_EQ(out.results[2].vars, "x=0.2");
  EXPECT_EQ(out.results[2].formula, "Ba0.8TiO2.8");
  EXPECT_EQ(out.summary.rows, 1U);
  EXPECT_EQ(out.summary.targets, 3U);
}

TEST(Screen, WarningsOfTheFormulaComeThrough) {
  const Screened out = screened({"Ba TiO3"});
  ASSERT_EQ(out.results[0].status, Status::kOk);
  EXPECT_THAT(out.results[0].warnings, ElementsAre(HasSubstr("space")));
}

TEST(Screen, ABrokenRowIsARow) {
  BrokenSource source;
  const Screened out = screened(source, {});
  ASSERT_EQ(out.results.size(), 1U);
  EXPECT_EQ(out.results[0].status, Status::kBadRow);
  EXPECT_EQ(out.results[0].row, 7U);
  EXPECT_EQ(out.results[0].input_id, "seven");
  EXPECT_EQ(out.results[0].message, "line 9: broken");
  EXPECT_EQ(out.summary.usable(), 0U);
}

TEST(Screen, WhatStandsBeforeABreakIsAnswered) {
  class Breaking : public TargetSource {
   public:
    bool next(TargetRow& row) override {
      if (next_ == 3) throw Error(ErrorKind::kInput, "cut off");
      row = {.row = next_++, .id = "", .formula = "BaTiO3", .precursors = {}, .error = ""};
      return true;
    }
    std::string name() const override { return "breaking"; }
    std::string sha256() const override { return ""; }

   private:
    std::uint64_t next_ = 0;
  };
  Breaking source;
  const FixedRanker ranker(kSets);
  const RouteSearch search(ranker, nullptr, RouteSearchOptions{});
  ScreenOptions options;
  options.stream.batch_size = 2;
  std::atomic<std::size_t> answered = 0;
  EXPECT_THROW(screen(source, search, options, [&](const Answer&) { ++answered; }), Error);
  EXPECT_EQ(answered, 3U);
  Breaking interrupted;
  answered = 0;
  options.stream.stop = [&] { return answered == 3; };
  EXPECT_TRUE(screen(interrupted, search, options, [&](const Answer&) { ++answered; }).stopped);
}

// Throws for targets that hold uranium.
template <class Exception>
FixedRanker::Before failing_on_uranium(Exception exception) {
  return [exception](std::span<const Target* const> targets) {
    for (const Target* target : targets) {
      if (target->formula.composition.contains(Element::U)) throw exception;
    }
  };
}

TEST(Screen, ATargetThatFailsDoesNotCostTheOthersTheirRoutes) {
  const auto status_with = [](const FixedRanker::Before& before, const std::string& message) {
    const Screened out = screened({"BaTiO3", "BaTi2O5", "UO2", "BaTiO3", "Ba2TiO4"}, {}, before);
    EXPECT_EQ(out.results.size(), 5U);
    for (std::size_t i = 0; i < out.results.size(); ++i) {
      EXPECT_EQ(out.results[i].status, i == 2 ? Status::kFailed : Status::kOk) << i;
    }
    EXPECT_THAT(out.results[2].message, HasSubstr(message));
    EXPECT_EQ(out.summary.count(Status::kFailed), 1U);
  };
  status_with(failing_on_uranium(Error(ErrorKind::kInternal, "poisoned")), "poisoned");
  status_with(failing_on_uranium(std::runtime_error("a shape does not fit")), "a shape does not fit");
  status_with(failing_on_uranium(std::bad_alloc()), "out of memory");
}

TEST(Screen, LackOfMemoryMakesBatchesSmallerAndIsSaidOnce) {
  std::atomic<int> failures = 0;
  const auto room_for_two = [&](std::span<const Target* const> targets) {
    if (targets.size() <= 2) return;
    ++failures;
    throw std::bad_alloc();
  };
  ScreenOptions options;
  options.stream.batch_size = 4;
  std::vector<std::string> told;
  options.log = [&](const std::string& text) { told.push_back(text); };
  const Screened out = screened(std::vector<std::string>(16, "BaTiO3"), options, room_for_two);
  EXPECT_EQ(out.summary.count(Status::kOk), 16U);
  EXPECT_EQ(failures, 1) << "later batches are searched in pieces from the start";
  EXPECT_THAT(told, ElementsAre(HasSubstr("2 at a time")));
}

TEST(Screen, OneTargetThatIsTooLargeDoesNotMakeLaterBatchesSmaller) {
  std::vector<std::size_t> sizes;  // of what was searched; a batch so small is searched by one thread
  const auto before = [&](std::span<const Target* const> targets) {
    sizes.push_back(targets.size());
    failing_on_uranium(std::bad_alloc())(targets);
  };
  ScreenOptions options;
  options.stream.batch_size = 4;
  std::vector<std::string> told;
  options.log = [&](const std::string& text) { told.push_back(text); };
  const Screened out =
      screened({"BaTiO3", "UO2", "BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3"}, options, before);
  EXPECT_EQ(out.summary.count(Status::kFailed), 1U);
  EXPECT_EQ(out.summary.count(Status::kOk), 7U);
  EXPECT_EQ(sizes.back(), 4U);
  EXPECT_THAT(told, testing::IsEmpty());
}

TEST(Screen, WhatTheWriterThrowsComesThrough) {
  const FixedRanker ranker(kSets);
  const RouteSearch search(ranker, nullptr, RouteSearchOptions{});
  for (const std::size_t failing : {0U, 3U, 4U}) {
    const auto source = targets_from_list({"BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3"});
    ScreenOptions options;
    options.stream.batch_size = 2;
    std::size_t answered = 0;
    const auto write = [&](const Answer&) {
      if (answered++ == failing) throw Error(ErrorKind::kResource, "disk full");
    };
    EXPECT_THROW(screen(*source, search, options, write), Error);
    EXPECT_EQ(answered, failing + 1);
  }
}

TEST(Screen, StopsBetweenBatches) {
  ScreenOptions options;
  options.stream.batch_size = 2;
  options.stream.stop = [] { return true; };
  std::vector<std::uint64_t> told;
  options.on_progress = [&](const ScreenSummary& summary) { told.push_back(summary.targets); };
  const Screened out = screened({"BaTiO3", "BaTiO3", "BaTiO3"}, options);
  EXPECT_TRUE(out.summary.stopped);
  EXPECT_EQ(out.results.size(), 2U);
  EXPECT_THAT(told, ElementsAre(2U));
}

}  // namespace
}  // namespace matroute
