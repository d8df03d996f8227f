#include "predict/stream/target_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

using testing::HasSubstr;

std::vector<TargetRow> all_of(TargetSource& source) {
  std::vector<TargetRow> rows;
  for (TargetRow row; source.next(row);) rows.push_back(row);
  return rows;
}

TEST(TargetSource, AListIsTakenVerbatim) {
  const auto source = targets_from_list({"BaTiO3", "", "[Ba]"});
  const auto rows = all_of(*source);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].formula, "[Ba]");
  EXPECT_EQ(rows[2].row, 2U);
  EXPECT_EQ(source->sha256(), "");
}

std::string written(const TempDir& folder, const std::string& name, const std::string& content) {
  std::ofstream(folder.path(name)) << content;
  return folder.path(name).string();
}

TEST(TargetSource, ColumnsByNameAndByDefault) {
  const TempDir folder;
  const std::string path = written(folder, "t.csv", "id,formula,other\n1,BaTiO3,LiCoO2\n2,NaCl\n");
  const auto by_default = all_of(*targets_from_file(path, {}));
  ASSERT_EQ(by_default.size(), 2U);
  EXPECT_EQ(by_default[0].id, "1");
  EXPECT_EQ(by_default[0].formula, "BaTiO3");
  EXPECT_EQ(by_default[0].error, "");
  const auto by_name = all_of(*targets_from_file(path, {.formula = "other", .id = "formula"}));
  EXPECT_EQ(by_name[0].formula, "LiCoO2");
  EXPECT_EQ(by_name[0].id, "BaTiO3");
  EXPECT_NE(by_name[1].error, "") << "the second row is too short";
  EXPECT_EQ(all_of(*targets_from_file(path, {.formula = "id", .id = ""}))[0].id, "") << "a formula is no id";
}

TEST(TargetSource, MissingFilesAndColumnsAreErrors) {
  const TempDir folder;
  const std::string path = written(folder, "t.csv", "a,b\nBaTiO3,x\n");
  EXPECT_THROW(targets_from_file(folder.path("none.csv").string(), {}), Error);
  EXPECT_THROW(targets_from_file(path, {}), Error);
  EXPECT_THROW(targets_from_file(path, {.formula = "c", .id = ""}), Error);
  EXPECT_THROW(targets_from_file(path, {.formula = "a", .id = "c"}), Error);
  EXPECT_NO_THROW(targets_from_file(path, {.formula = "a", .id = "b"}));
}

TEST(TargetSource, ARecordWithoutTheColumnIsABrokenRow) {
  const TempDir folder;
  const std::string path = written(folder, "t.jsonl", "{\"formula\":\"BaTiO3\"}\n{\"x\":1}\n");
  const auto rows = all_of(*targets_from_file(path, {}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[1].error, HasSubstr("formula"));
  EXPECT_THAT(rows[1].error, HasSubstr("line 2"));
}

}  // namespace
}  // namespace matroute
