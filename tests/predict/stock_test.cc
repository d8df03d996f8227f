#include "predict/stock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

using testing::HasSubstr;

std::string message_of(const std::string& path) {
  try {
    read_stock(path);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(Stock, ItemsKeepTheirRowAndTheirIdentity) {
  const TempDir folder;
  std::ofstream(folder.path("s.csv")) << "formula,price\nBaCO3,3\nTiO2,5\n";
  const std::vector<StockItem> stock = read_stock(folder.path("s.csv").string());
  ASSERT_EQ(stock.size(), 2U);
  EXPECT_EQ(stock[1].row, 1U);
  EXPECT_EQ(stock[1].material.key, make_material("TiO2").key);
}

TEST(Stock, FaultsNameTheEntry) {
  const TempDir folder;
  std::ofstream(folder.path("bad.txt")) << "BaCO3\nXy\n";
  std::ofstream(folder.path("empty.txt")) << "\n";
  EXPECT_THAT(message_of(folder.path("bad.txt").string()), HasSubstr("entry 2"));
  EXPECT_THAT(message_of(folder.path("empty.txt").string()), HasSubstr("empty.txt"));
}

}  // namespace
}  // namespace matroute
