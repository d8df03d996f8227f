// What a results file says of itself, and which files may be replaced.
#include "datasets/results/results_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "base/error.h"
#include "datasets/io/hdf5_util.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

bool is_writable(const fs::path& path, bool overwrite) {
  try {
    require_writable(path, overwrite);
    return true;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kOutput);
    return false;
  }
}

TEST(ResultsFile, TimeIsIso8601) {
  EXPECT_TRUE(std::regex_match(utc_time_text(), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")));
}

TEST(ResultsFile, FormatOfAnyFile) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 1);
  std::ofstream(dir.path("text")) << "text";
  H5File::create(dir.path("bare.h5")).close();
  EXPECT_EQ(hdf5_format_of(dir.path("a.h5")), kResultsFormat);
  EXPECT_EQ(hdf5_format_of(dir.path("text")), "");
  EXPECT_EQ(hdf5_format_of(dir.path("bare.h5")), "");
  EXPECT_EQ(hdf5_format_of(dir.path("absent")), "");
  EXPECT_EQ(hdf5_format_of(dir.root()), "");
}

TEST(ResultsFile, OnlyResultsFilesAreReplaced) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 1);
  std::ofstream(dir.path("text")) << "text";
  std::ofstream(dir.path("empty"));
  EXPECT_TRUE(is_writable(dir.path("new.h5"), false));
  EXPECT_FALSE(is_writable(dir.path("a.h5"), false));
  EXPECT_TRUE(is_writable(dir.path("a.h5"), true));
  for (const char* name : {"text", "empty", ""}) EXPECT_FALSE(is_writable(dir.path(name), true)) << name;
}

TEST(ResultsFile, EveryAttributeIsAskedFor) {
  const TempDir dir;
  H5File file = H5File::create(dir.path("a.h5"));
  file.set_attribute("/", "format", kResultsFormat);
  file.set_attribute("/", "format_version", kResultsFormatVersion);
  file.close();
  EXPECT_THROW(read_route_file_info(H5File::open(dir.path("a.h5"))), Error);
}

}  // namespace
}  // namespace matroute
