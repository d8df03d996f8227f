// Vocabularies: each text once, in a memory that does not grow with them.
#include "datasets/results/results_vocabulary.h"

#include <gtest/gtest.h>

#include <string>

#include "datasets/results/results_stitch.h"
#include "datasets/results/results_validate.h"
#include "datasets/results/results_writer.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

constexpr std::size_t kMostBytes = 10000;

// Distinct, as warnings with numbers are.
std::string message(std::uint64_t number) { return "rounding residue: 1/" + std::to_string(number) + " CO2"; }

TEST(ResultsVocabulary, TextsStandInTheOrderOfFirstUse) {
  const TempDir dir;
  H5File file = H5File::create(dir.path("a.h5"));
  ResultsVocabulary messages(file, "messages");
  EXPECT_EQ(messages.index_of("one"), 0U);
  EXPECT_EQ(messages.index_of("two"), 1U);
  EXPECT_EQ(messages.index_of("one"), 0U);
  EXPECT_EQ(messages.index_of(""), 2U);
  messages.finish();
  file.close();
  EXPECT_EQ(H5File::open(dir.path("a.h5")).read_text("vocab/messages"), (std::vector<std::string>{"one", "two", ""}));
}

TEST(ResultsVocabulary, MemoryDoesNotGrowWithTheTexts) {
  const TempDir dir;
  constexpr std::uint64_t kCount = 20000;
  H5File file = H5File::create(dir.path("a.h5"));
  ResultsVocabulary messages(file, "messages", kMostBytes);
  for (std::uint64_t i = 0; i < kCount; ++i) {
    ASSERT_EQ(messages.index_of(message(i)), i);
    ASSERT_LE(messages.remembered_bytes(), kMostBytes);
  }
  EXPECT_EQ(messages.index_of(message(0)), 0U) << "the first texts are remembered";
  EXPECT_EQ(messages.index_of(message(kCount - 1)), kCount) << "the last ones are written anew";
  messages.finish();
  file.close();
  const H5File back = H5File::open(dir.path("a.h5"));
  VocabularyTexts texts(back, "vocab/messages", kMostBytes);
  ASSERT_EQ(texts.size(), kCount + 1);
  for (const std::uint64_t i : {std::uint64_t{0}, kCount - 1, std::uint64_t{5000}, std::uint64_t{1}, kCount / 2}) {
    EXPECT_EQ(texts.at(i), message(i));
  }
  EXPECT_EQ(texts.at(kCount), message(kCount - 1));
}

TEST(ResultsVocabulary, NothingIsRememberedBehindTheFirstTextThatDoesNotFit) {
  RememberedTexts texts(200);
  texts.remember("short", 0);
  texts.remember(std::string(500, 'x'), 1);
  texts.remember("later", 2);
  EXPECT_EQ(texts.index_of("short"), 0U);
  EXPECT_FALSE(texts.index_of("later").has_value());
  EXPECT_LE(texts.bytes(), 200U);
}

TEST(ResultsVocabulary, APartsMessagesAreUnitedWithThoseOfThePartsBefore) {
  const TempDir dir;
  for (const char* name : {"a.h5", "b.h5"}) {
    ResultsWriter writer(dir.path(name), sample_info());
    for (std::uint64_t i = 0; i < 3000; ++i) {
      TargetResult result = sample_target(1);
      result.warnings = {message(i)};
      writer.add(result);
    }
    writer.finish(sample_info());
  }
  const std::vector<std::filesystem::path> parts = {dir.path("a.h5"), dir.path("b.h5")};
  merge_results(parts, dir.path("out.h5"), false);
  const H5File out = H5File::open(dir.path("out.h5"));
  EXPECT_EQ(out.rows("targets/row"), 6000U);
  EXPECT_LT(out.rows("vocab/messages_ptr"), 3010U);
  EXPECT_TRUE(validate_results(dir.path("out.h5")).faults.empty());
}

}  // namespace
}  // namespace matroute
