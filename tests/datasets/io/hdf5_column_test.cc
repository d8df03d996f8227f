// Columns that grow: the same content whatever the blocks; compound rows.
#include "datasets/io/hdf5_column.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

TEST(Hdf5Column, GrowsBeyondItsBlocks) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  H5Column<std::uint64_t> numbers(out, "numbers", {"1", "numbers"});
  H5Column<float> rows(out, "rows", {"1", "rows of three"}, 3);
  H5TextColumn texts(out, "texts", "texts");
  constexpr std::uint64_t kCount = 20000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    numbers.push(i);
    const auto f = static_cast<float>(i);
    rows.append(std::array<float, 3>{f, f + 1, f + 2});
    texts.push(std::to_string(i));
  }
  EXPECT_EQ(numbers.size(), kCount);
  EXPECT_EQ(texts.size(), kCount);
  numbers.finish();
  rows.finish();
  texts.finish();
  out.close();
  const H5File in = H5File::open(dir.path("a.h5"));
  EXPECT_EQ(in.rows("numbers"), kCount);
  EXPECT_EQ(in.read<std::uint64_t>("numbers").back(), kCount - 1);
  EXPECT_EQ(in.rows("rows"), kCount);
  EXPECT_EQ(in.read<float>("rows", 9999, 1), (std::vector<float>{9999, 10000, 10001}));
  EXPECT_EQ(in.read_text("texts", 19998), (std::vector<std::string>{"19998", "19999"}));
}

struct Row {
  std::uint64_t row;
  float share;
  char id[8];
};

TEST(Hdf5Column, CompoundRowsKeepTheirFields) {
  const std::vector<H5Field> fields = {{"row", H5Type::kU64, offsetof(Row, row), 0},
                                       {"id", H5Type::kText, offsetof(Row, id), 8},
                                       {"share", H5Type::kF32, offsetof(Row, share), 0}};
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  H5Column<Row> column(out, "table", fields, {"1", "rows"});
  column.push(Row{7, 0.5F, "Ba"});
  column.push(Row{8, 0.25F, "1234567"});
  column.finish();
  out.close();
  const H5File in = H5File::open(dir.path("a.h5"));
  const auto bytes = in.read_compound("table", fields, sizeof(Row));
  ASSERT_EQ(bytes.size(), 2 * sizeof(Row));
  Row row{};
  std::memcpy(&row, bytes.data() + sizeof(Row), sizeof(Row));
  EXPECT_EQ(row.row, 8U);
  EXPECT_EQ(row.share, 0.25F);
  EXPECT_STREQ(row.id, "1234567");
  auto renamed = fields;
  renamed[0].name = "other";
  EXPECT_THROW(in.read_compound("table", renamed, sizeof(Row)), Error);
}

}  // namespace
}  // namespace matroute
