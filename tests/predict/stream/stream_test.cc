#include "predict/stream/stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/error.h"

namespace matroute {
namespace {

using testing::ElementsAre;

// Texts of items in the order in which they are written; a batch ends with "|".
std::vector<std::string> written(TargetSource& source, const StreamOptions& options, StreamEnd* end = nullptr) {
  std::vector<std::string> texts;
  const StreamEnd reached = run_stream(source, options, [&](StreamBatch&& batch) {
    return [&texts, batch = std::move(batch)] {
      for (const StreamItem& item : batch.items) {
        texts.push_back(item.target ? to_text(item.target->composition) : item.target.error().message);
      }
      texts.emplace_back("|");
    };
  });
  if (end != nullptr) *end = reached;
  return texts;
}

TEST(Stream, CutsBatchesAndKeepsTheOrder) {
  const auto source = targets_from_list({"BaO", "CaO", "SrO", "MgO", "Li2O"});
  StreamOptions options;
  options.batch_size = 2;
  StreamEnd end;
  EXPECT_THAT(written(*source, options, &end), ElementsAre("BaO", "CaO", "|", "SrO", "MgO", "|", "Li2O", "|"));
  EXPECT_EQ(end.rows, 5U);
  EXPECT_FALSE(end.stopped);
}

TEST(Stream, ASeriesIsExpandedForTheRowsThatUseItAndStaysTogether) {
  const auto source = targets_from_list({"BaO", "La1-xSrxO", "CaO", "La1-xO"});
  StreamOptions options;
  options.series = expand_variables({"x=0:0.5:0.5"});
  options.batch_size = 2;
  EXPECT_THAT(written(*source, options),
              ElementsAre("BaO", "LaO", "La0.5Sr0.5O", "|", "CaO", "LaO", "La0.5O", "|", "|"))
      << "the last batch is empty: the end is met behind a full one";
}

TEST(Stream, MembersKnowTheirOwnValues) {
  const auto source = targets_from_list({"La1-xSrxO", "BaO", "Qx"});
  StreamOptions options;
  options.series = expand_variables({"x=0:0.5:0.5", "y=1"});
  std::vector<std::string> values;
  run_stream(*source, options, [&](StreamBatch&& batch) {
    for (const StreamItem& item : batch.items) {
      values.push_back(to_text(item.variables));
      const ParsedFormula alone = parse_formula(item.row.formula, item.variables);
      EXPECT_EQ(item.target.ok(), alone.ok());
      if (!alone) {
        EXPECT_EQ(item.target.error().message, alone.error().message);
      }
    }
    return [] {};
  });
  EXPECT_THAT(values, ElementsAre("x=0", "x=0.5", "", "x=0", "x=0.5"));
}

TEST(Stream, PrecursorsAreParsedWithTheirTarget) {
  const auto source = reaction_from_texts("La1-xSrxMnO3", "La2O3, SrCO3,Xy");
  StreamOptions options;
  options.series = expand_variables({"x=0.5"});
  run_stream(*source, options, [&](StreamBatch&& batch) {
    EXPECT_EQ(batch.items.size(), 1U);
    const StreamItem& item = batch.items.at(0);
    EXPECT_EQ(item.precursors.size(), 3U);
    EXPECT_TRUE(item.target && item.precursors.at(0) && item.precursors.at(1));
    EXPECT_FALSE(item.precursors.at(2));
    return [] {};
  });
}

TEST(Stream, WritesOneBatchWhileTheNextIsWorkedOn) {
  const auto source = targets_from_list({"BaO", "CaO"});
  StreamOptions options;
  options.batch_size = 1;
  std::atomic<bool> second_began = false;
  std::atomic<bool> overlapped = false;
  std::size_t batches = 0;
  run_stream(*source, options, [&](StreamBatch&&) -> std::function<void()> {
    if (++batches == 2) {
      second_began = true;
      for (int i = 0; i < 5000 && !overlapped; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return [&] {
      for (int i = 0; i < 5000 && !second_began; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      overlapped = second_began.load();
    };
  });
  EXPECT_TRUE(overlapped);
}

// Three rows, then the end of what can be read.
class Breaking : public TargetSource {
 public:
  bool next(TargetRow& row) override {
    if (next_ == 3) throw Error(ErrorKind::kInput, "cut off");
    row = {};
    row.row = next_++;
    row.formula = "BaO";
    return true;
  }
  std::string name() const override { return "breaking"; }
  std::string sha256() const override { return ""; }

 private:
  std::uint64_t next_ = 0;
};

TEST(Stream, RowsBeforeABreakAreWrittenBeforeItIsThrown) {
  StreamOptions options;
  options.batch_size = 2;
  Breaking source;
  std::atomic<std::size_t> items = 0;
  const auto count = [&](StreamBatch&& batch) { return [&items, size = batch.items.size()] { items += size; }; };
  EXPECT_THROW(run_stream(source, options, count), Error);
  EXPECT_EQ(items, 3U);
  Breaking interrupted;
  items = 0;
  options.stop = [&] { return items == 3; };
  EXPECT_TRUE(run_stream(interrupted, options, count).stopped) << "the signal was the reason";
}

TEST(Stream, WhatIsThrownByTheWorkOrTheWritingComesThrough) {
  const auto work = targets_from_list({"BaO", "CaO"});
  StreamOptions options;
  options.batch_size = 1;
  EXPECT_THROW(
      run_stream(*work, options, [](StreamBatch&&) -> std::function<void()> { throw std::runtime_error("w"); }),
      std::runtime_error);
  const auto writing = targets_from_list({"BaO", "CaO", "SrO"});
  EXPECT_THROW(run_stream(*writing, options,
                          [](StreamBatch&& batch) -> std::function<void()> {
                            return [last = batch.rows == 3] {
                              if (last) throw std::runtime_error("disk full");
                            };
                          }),
               std::runtime_error);
}

TEST(Stream, StopsBetweenBatches) {
  const auto source = targets_from_list({"BaO", "CaO", "SrO"});
  StreamOptions options;
  options.batch_size = 2;
  options.stop = [] { return true; };
  StreamEnd end;
  EXPECT_THAT(written(*source, options, &end), ElementsAre("BaO", "CaO", "|"));
  EXPECT_TRUE(end.stopped);
}

}  // namespace
}  // namespace matroute
