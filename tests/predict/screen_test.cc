#include "predict/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

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

Screened screened(TargetSource& source, const ScreenOptions& options, Element poison = Element::kNone) {
  const FixedRanker ranker(kSets, poison);
  const RouteSearch search(ranker, nullptr, RouteSearchOptions{});
  Screened out;
  out.summary = screen(source, search, options, [&](const Answer& answer) { out.results.push_back(answer.result); });
  return out;
}

Screened screened(std::vector<std::string> formulas, const ScreenOptions& options = {},
                  Element poison = Element::kNone) {
  return screened(*targets_from_list(std::move(formulas)), options, poison);
}

// One record that could not be read.
class BrokenSource : public TargetSource {
 public:
  bool next(TargetRow& row) override {
    row = {.row = 7, .id = "seven", .formula = "text", .error = "line 9: broken"};
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
    options.batch_size = size;
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
  options.series = expand_variables({"x=0:0.2:0.1"});
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
      row = {.row = next_++, .id = "", .formula = "BaTiO3", .error = ""};
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
  options.batch_size = 2;
  std::atomic<std::size_t> answered = 0;
  EXPECT_THROW(screen(source, search, options, [&](const Answer&) { ++answered; }), Error);
  EXPECT_EQ(answered, 3U);
  Breaking interrupted;
  answered = 0;
  options.stop = [&] { return answered == 3; };
  EXPECT_TRUE(screen(interrupted, search, options, [&](const Answer&) { ++answered; }).stopped);
}

TEST(Screen, ATargetThatFailsDoesNotCostTheOthersTheirRoutes) {
  const Screened out = screened({"BaTiO3", "UO2", "BaTiO3"}, {}, Element::U);
  ASSERT_EQ(out.results.size(), 3U);
  EXPECT_EQ(out.results[0].status, Status::kOk);
  EXPECT_EQ(out.results[1].status, Status::kFailed);
  EXPECT_THAT(out.results[1].message, HasSubstr("poisoned"));
  EXPECT_EQ(out.results[2].status, Status::kOk);
}

TEST(Screen, WhatTheWriterThrowsComesThrough) {
  const FixedRanker ranker(kSets);
  const RouteSearch search(ranker, nullptr, RouteSearchOptions{});
  for (const std::size_t failing : {0U, 3U, 4U}) {
    const auto source = targets_from_list({"BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3", "BaTiO3"});
    ScreenOptions options;
    options.batch_size = 2;
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
  options.batch_size = 2;
  options.stop = [] { return true; };
  std::vector<std::uint64_t> told;
  options.on_progress = [&](const ScreenSummary& summary) { told.push_back(summary.targets); };
  const Screened out = screened({"BaTiO3", "BaTiO3", "BaTiO3"}, options);
  EXPECT_TRUE(out.summary.stopped);
  EXPECT_EQ(out.results.size(), 2U);
  EXPECT_THAT(told, ElementsAre(2U));
}

}  // namespace
}  // namespace matroute
