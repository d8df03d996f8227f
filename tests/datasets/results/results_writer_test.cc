// Writing: nothing under the final name before it is whole, whatever happens on the way.
#include "datasets/results/results_writer.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <limits>

#include "base/error.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_validate.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

// The largest file that the process may write, for as long as the object lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(ResultsWriter, NameAppearsWithFinishAlone) {
  const TempDir dir;
  const fs::path path = dir.path("a.h5");
  {
    ResultsWriter writer(path, sample_info());
    writer.add(sample_target(1));
    EXPECT_FALSE(fs::exists(path));
    EXPECT_FALSE(fs::is_empty(dir.root()));
  }
  EXPECT_TRUE(fs::is_empty(dir.root()));
  write_sample(path, 0, 10);
  EXPECT_TRUE(fs::exists(path));
  EXPECT_EQ(std::distance(fs::directory_iterator(dir.root()), {}), 1);
}

TEST(ResultsWriter, RefusesWhatExists) {
  const TempDir dir;
  std::ofstream(dir.path("a.h5")) << "mine";
  try {
    ResultsWriter(dir.path("a.h5"), sample_info());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kOutput);
  }
  EXPECT_THROW(ResultsWriter(dir.path("none/a.h5"), sample_info()), Error);
}

TEST(ResultsWriter, NameTakenMeanwhileIsNotOverwritten) {
  const TempDir dir;
  ResultsWriter writer(dir.path("a.h5"), sample_info());
  writer.add(sample_target(1));
  std::ofstream(dir.path("a.h5")) << "mine";
  EXPECT_THROW(writer.finish(sample_info()), Error);
  EXPECT_EQ(fs::file_size(dir.path("a.h5")), 4U);
}

TEST(ResultsWriter, FullDiskIsAResourceError) {
  for (const rlim_t limit : {1000, 30000, 200000}) {
    const TempDir dir;
    const fs::path path = dir.path("a.h5");
    try {
      const FileSizeLimit full(limit);
      write_sample(path, 0, 20000);
      FAIL() << limit;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kResource) << error.what();
      EXPECT_NE(std::string(error.what()).find("disk"), std::string::npos) << error.what();
    }
    EXPECT_TRUE(fs::is_empty(dir.root())) << limit;
  }
}

TEST(ResultsWriter, StaleTemporaryFileIsReplaced) {
  const TempDir dir;
  std::ofstream(dir.path("a.h5.tmp")) << "left by a run that was killed";
  write_sample(dir.path("a.h5"), 0, 3);
  EXPECT_FALSE(fs::exists(dir.path("a.h5.tmp")));
}

TEST(ResultsWriter, TwoWritersOfOneNameDoNotMix) {
  const TempDir dir;
  ResultsWriter first(dir.path("a.h5"), sample_info());
  EXPECT_THROW(ResultsWriter(dir.path("a.h5"), sample_info()), Error);
  first.add(sample_target(0));
  first.finish(sample_info());
  EXPECT_EQ(ResultsReader(dir.path("a.h5")).counts().targets, 1U);
}

TEST(ResultsWriter, BytesThatAreNoUtf8AreMended) {
  const TempDir dir;
  TargetResult result = sample_target(1);
  result.formula_input = "Ba\xff\xfeTiO3 \xc3\xa9 \xe2\x82";
  ResultsWriter writer(dir.path("a.h5"), sample_info());
  writer.add(result);
  writer.finish(sample_info());
  TargetResult found;
  ResultsReader reader(dir.path("a.h5"));
  ASSERT_TRUE(reader.next(found));
  EXPECT_EQ(found.formula_input, "Ba��TiO3 é ��");
}

TEST(ResultsWriter, StepsNeedAllAtmospheres) {
  const TempDir dir;
  TargetResult result = sample_target(1);
  result.routes.front().steps = {RouteStep{}};
  ResultsWriter writer(dir.path("a.h5"), sample_info());
  EXPECT_THROW(writer.add(result), Error);
}

TEST(ResultsWriter, NumbersThatAreNoProbabilitiesAreRefused) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  const std::vector<std::function<void(TargetResult&)>> changes = {
      [&](auto& result) { result.confidence = nan; },
      [&](auto& result) { result.confidence = 1.5F; },
      [&](auto& result) { result.routes[1].probability = nan; },
      [&](auto& result) { result.routes[1].probability = -0.25F; },
      [&](auto& result) { result.routes[0].score = nan; },
      [&](auto& result) { result.routes[0].score = -infinite; },
      [&](auto& result) {
        result.routes[1].precedents = {{"10.1/a", infinite, Relation::kNearest}};
      },
      [&](auto& result) { result.routes[0].steps.at(0).atmosphere[1] = nan; },
  };
  const TempDir dir;
  ResultsWriter writer(dir.path("a.h5"), sample_info());
  writer.add(sample_target(1));
  const ResultsCounts before = writer.counts();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    TargetResult result = sample_target(1);
    changes[i](result);
    try {
      writer.add(result);
      ADD_FAILURE() << "change " << i << " was written";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(result.formula_input), std::string::npos) << error.what();
    }
    EXPECT_EQ(writer.counts(), before) << i;
  }
  writer.finish(sample_info());
  EXPECT_TRUE(validate_results(dir.path("a.h5")).faults.empty());
}

}  // namespace
}  // namespace matroute
