// Parts one behind the other give what one file would have given, dataset by dataset.
#include "datasets/results/results_stitch.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "datasets/io/hdf5_util.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_summary.h"
#include "datasets/results/results_validate.h"
#include "datasets/results/results_writer.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

std::vector<char> bytes_of(const H5File& file, const std::string& name, H5Type type) {
  const auto bytes = [](const auto& values) {
    const auto* begin = reinterpret_cast<const char*>(values.data());
    return std::vector<char>(begin, begin + values.size() * sizeof(values[0]));
  };
  switch (type) {
    case H5Type::kU16:
      return bytes(file.read<std::uint16_t>(name));
    case H5Type::kU32:
      return bytes(file.read<std::uint32_t>(name));
    case H5Type::kU64:
      return bytes(file.read<std::uint64_t>(name));
    case H5Type::kI64:
      return bytes(file.read<std::int64_t>(name));
    case H5Type::kF32:
      return bytes(file.read<float>(name));
    default:
      return bytes(file.read<std::uint8_t>(name));
  }
}

void expect_same_datasets(const fs::path& a_path, const fs::path& b_path) {
  const H5File a = H5File::open(a_path);
  const H5File b = H5File::open(b_path);
  const auto expect_same = [&](const std::string& name, H5Type type) {
    EXPECT_TRUE(bytes_of(a, name, type) == bytes_of(b, name, type)) << name;
    for (const char* attribute : {"units", "description"}) {
      EXPECT_EQ(a.text_attribute(name, attribute), b.text_attribute(name, attribute)) << name;
    }
  };
  for (const ResultsColumn& column : results_columns()) {
    expect_same(std::string(column.name), column.type);
    if (column.kind == ColumnKind::kRaggedText) expect_same(std::string(column.name) + "_ptr", H5Type::kU64);
  }
  for (const std::string_view name : kVocabularies) {
    expect_same("vocab/" + std::string(name), H5Type::kU8);
    expect_same("vocab/" + std::string(name) + "_ptr", H5Type::kU64);
  }
  EXPECT_TRUE(a.read_compound("summary", summary_fields(), sizeof(SummaryRow)) ==
              b.read_compound("summary", summary_fields(), sizeof(SummaryRow)));
}

TEST(ResultsStitch, PartsGiveTheSameAsOneFile) {
  const TempDir dir;
  write_sample(dir.path("one.h5"), 0, 1000);
  write_sample(dir.path("0.h5"), 0, 333);
  write_sample(dir.path("1.h5"), 333, 0);
  write_sample(dir.path("2.h5"), 333, 1);
  write_sample(dir.path("3.h5"), 334, 666);
  const std::vector<fs::path> parts = {dir.path("0.h5"), dir.path("1.h5"), dir.path("2.h5"), dir.path("3.h5")};
  stitch_results(parts, dir.path("out.h5"), sample_info());
  expect_same_datasets(dir.path("one.h5"), dir.path("out.h5"));
  EXPECT_TRUE(validate_results(dir.path("out.h5")).faults.empty());
}

TEST(ResultsStitch, AtmospheresAreUnited) {
  const TempDir dir;
  RouteFileInfo air = sample_info();
  air.atmospheres = {"air", "inert", "oxidising"};
  ResultsWriter writer(dir.path("b.h5"), air);
  writer.add(sample_target(3));
  writer.finish(air);
  write_sample(dir.path("a.h5"), 2, 1);
  stitch_results(std::vector<fs::path>{dir.path("a.h5"), dir.path("b.h5")}, dir.path("out.h5"), sample_info());
  ResultsReader reader(dir.path("out.h5"));
  EXPECT_EQ(reader.info().atmospheres, (std::vector<std::string>{"oxidising", "inert", "reducing", "air"}));
  TargetResult result;
  ASSERT_TRUE(reader.next(result));
  EXPECT_EQ(result.routes.at(0).steps.at(0).atmosphere, (std::vector<float>{0.75F, 0.125F, 0.0625F, 0.0F}));
  ASSERT_TRUE(reader.next(result));
  EXPECT_EQ(result.routes.at(0).steps.at(0).atmosphere, (std::vector<float>{0.0625F, 0.125F, 0.0F, 0.75F}));
}

TEST(ResultsStitch, MergeKeepsRowsAndSaysWhereTheyComeFrom) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 10, 5);
  write_sample(dir.path("b.h5"), 0, 4);
  const std::vector<fs::path> files = {dir.path("a.h5"), dir.path("b.h5")};
  EXPECT_EQ(merge_results(files, dir.path("out.h5"), false).targets, 9U);
  ResultsReader reader(dir.path("out.h5"));
  TargetResult result;
  for (const std::uint64_t number : {10, 11, 12, 13, 14, 0, 1, 2, 3}) {
    ASSERT_TRUE(reader.next(result));
    EXPECT_TRUE(result == sample_target(number));
  }
  const auto origins = nlohmann::json::parse(reader.info().merged_from);
  ASSERT_EQ(origins.size(), 2U);
  EXPECT_EQ(origins[1]["file"], "b.h5");
  EXPECT_EQ(origins[1]["targets"], 4);
  EXPECT_EQ(origins[0]["input_name"], sample_info().input_name);
}

ErrorKind kind_of_merge(const std::vector<fs::path>& files, const fs::path& out, bool overwrite = false) {
  try {
    merge_results(files, out, overwrite);
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(ResultsStitch, MergeRefuses) {
  const TempDir dir;
  const auto a = dir.path("a.h5");
  const auto b = dir.path("b.h5");
  write_sample(a, 0, 5);
  write_sample(b, 5, 5);
  EXPECT_EQ(kind_of_merge({a, a}, dir.path("out.h5")), ErrorKind::kUsage);
  EXPECT_EQ(kind_of_merge({a, b}, b, true), ErrorKind::kUsage);
  write_sample(dir.path("taken.h5"), 0, 1);
  EXPECT_EQ(kind_of_merge({a, b}, dir.path("taken.h5")), ErrorKind::kOutput);
  merge_results(std::vector<fs::path>{a, b}, dir.path("taken.h5"), true);
  EXPECT_EQ(ResultsReader(dir.path("taken.h5")).counts().targets, 10U);
  std::ofstream(dir.path("foreign.h5")) << "mine";
  EXPECT_EQ(kind_of_merge({a, b}, dir.path("foreign.h5"), true), ErrorKind::kOutput);
  EXPECT_EQ(kind_of_merge({a, dir.path("foreign.h5")}, dir.path("out.h5")), ErrorKind::kInput);
  tamper_integer(b, "components/coef_num", 2, -1);
  EXPECT_EQ(kind_of_merge({a, b}, dir.path("out.h5")), ErrorKind::kInput);
  EXPECT_FALSE(fs::exists(dir.path("out.h5")));
  for (const auto& entry : fs::directory_iterator(dir.root())) EXPECT_NE(entry.path().extension(), ".tmp");
}

TEST(ResultsStitch, APartWithOtherEnumsIsWrittenWithTheProgramsOwn) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 10);
  write_sample(dir.path("b.h5"), 10, 10);
  write_sample(dir.path("whole.h5"), 0, 20);
  replace_enum(dir.path("a.h5"), "routes/method", {"other", "sol-gel", "solid-state"});
  replace_enum(dir.path("b.h5"), "targets/status", {"bad_row", "bad_formula", "ok"});
  const std::vector<fs::path> parts = {dir.path("a.h5"), dir.path("b.h5")};
  merge_results(parts, dir.path("out.h5"), false);
  expect_same_datasets(dir.path("out.h5"), dir.path("whole.h5"));
  const auto indices = H5File::open(dir.path("out.h5")).enum_indices("routes/method", kMethodNames);
  for (std::uint8_t i = 0; i < kMethodNames.size(); ++i) EXPECT_EQ(indices[i], i);
}

}  // namespace
}  // namespace matroute
