// A run's parts: whole from the moment they have their names, gone when the output has its own.
#include "datasets/results/output_parts.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "datasets/results/parts_folder.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_validate.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

void add_samples(OutputParts& output, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) output.add(sample_target(i));
}

void expect_samples(const fs::path& path, std::uint64_t count) {
  ResultsReader reader(path);
  ASSERT_EQ(reader.counts().targets, count);
  TargetResult result;
  for (std::uint64_t i = 0; i < count; ++i) {
    ASSERT_TRUE(reader.next(result));
    ASSERT_TRUE(result == sample_target(i)) << i;
  }
}

ErrorKind kind_of_start(const fs::path& path, bool overwrite) {
  try {
    OutputParts(path, sample_info(), {.overwrite = overwrite});
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(OutputParts, OnePartManyPartsAndNone) {
  for (const std::uint64_t count : {0, 1, 9, 10, 11, 57}) {
    const TempDir dir;
    OutputParts output(dir.path("out.h5"), sample_info(), {.targets_per_part = 10});
    add_samples(output, count);
    EXPECT_FALSE(fs::exists(dir.path("out.h5")));
    EXPECT_EQ(list_parts(dir.path("out.h5.parts")).parts.size(), count == 0 ? 0 : (count - 1) / 10);
    RouteFileInfo info = sample_info();
    info.input_sha256 = std::string(64, 'c');
    output.finish(info);
    expect_samples(dir.path("out.h5"), count);
    EXPECT_EQ(ResultsReader(dir.path("out.h5")).info().input_sha256, info.input_sha256);
    EXPECT_FALSE(fs::exists(dir.path("out.h5.parts")));
    EXPECT_TRUE(validate_results(dir.path("out.h5")).faults.empty());
  }
}

TEST(OutputParts, WhatARunLeavesBehind) {
  const TempDir dir;
  const auto folder = dir.path("out.h5.parts");
  {
    OutputParts output(dir.path("out.h5"), sample_info(), {.targets_per_part = 10});
    add_samples(output, 25);
    const PartsCheck running = validate_parts(folder);
    EXPECT_EQ(running.parts.size(), 2U);
    EXPECT_EQ(running.temporary.size(), 1U);
  }
  EXPECT_EQ(list_parts(folder).temporary.size(), 0U);
  EXPECT_EQ(kind_of_start(dir.path("out.h5"), false), ErrorKind::kOutput);
  {
    OutputParts output(dir.path("out.h5"), sample_info(), {.targets_per_part = 10, .overwrite = true});
    add_samples(output, 15);
    output.save(sample_info());
  }
  const PartsCheck check = validate_parts(folder);
  ASSERT_EQ(check.parts.size(), 2U);
  EXPECT_EQ(check.parts[0].counts.targets, 10U);
  EXPECT_EQ(check.parts[1].counts.targets, 5U);
  EXPECT_TRUE(check.faults.empty());
}

TEST(OutputParts, AFullPartIsSavedAsAnyOther) {
  const TempDir dir;
  {
    OutputParts output(dir.path("out.h5"), sample_info(), {.targets_per_part = 10});
    add_samples(output, 10);
    output.save(sample_info());
  }
  const PartsCheck check = validate_parts(dir.path("out.h5.parts"));
  ASSERT_EQ(check.parts.size(), 1U);
  EXPECT_EQ(check.parts[0].counts.targets, 10U);
}

TEST(OutputParts, NothingIsLeftOfARunThatDidNothing) {
  const TempDir dir;
  { const OutputParts output(dir.path("out.h5"), sample_info()); }
  EXPECT_TRUE(fs::is_empty(dir.root()));
}

TEST(OutputParts, OverwriteReplacesOurFilesAlone) {
  const TempDir dir;
  write_sample(dir.path("out.h5"), 0, 3);
  EXPECT_EQ(kind_of_start(dir.path("out.h5"), false), ErrorKind::kOutput);
  {
    OutputParts output(dir.path("out.h5"), sample_info(), {.targets_per_part = 10, .overwrite = true});
    add_samples(output, 25);
    expect_samples(dir.path("out.h5"), 3);  // the old file stands until the new one is whole
    output.finish(sample_info());
  }
  expect_samples(dir.path("out.h5"), 25);
  std::ofstream(dir.path("foreign.h5")) << "mine";
  EXPECT_EQ(kind_of_start(dir.path("foreign.h5"), true), ErrorKind::kOutput);
  EXPECT_EQ(fs::file_size(dir.path("foreign.h5")), 4U);
  fs::create_directory(dir.path("new.h5.parts"));
  std::ofstream(dir.path("new.h5.parts/notes.txt")) << "mine";
  EXPECT_EQ(kind_of_start(dir.path("new.h5"), true), ErrorKind::kOutput);
  EXPECT_TRUE(fs::exists(dir.path("new.h5.parts/notes.txt")));
  fs::create_directory(dir.path("part.h5.parts"));
  std::ofstream(dir.path("part.h5.parts/000000.h5")) << "mine";
  EXPECT_EQ(kind_of_start(dir.path("part.h5"), true), ErrorKind::kOutput);
  EXPECT_TRUE(fs::exists(dir.path("part.h5.parts/000000.h5"))) << "named as a part, but none";
  EXPECT_EQ(kind_of_start(dir.path("none/out.h5"), true), ErrorKind::kOutput);
  fs::create_directory(dir.path("folder.h5"));
  EXPECT_EQ(kind_of_start(dir.path("folder.h5"), true), ErrorKind::kOutput);
}

}  // namespace
}  // namespace matroute
