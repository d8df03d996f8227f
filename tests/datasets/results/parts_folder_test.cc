// What stands in a folder of parts.
#include "datasets/results/parts_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

TEST(PartsFolder, ListingIsInOrderOfNumbers) {
  const TempDir dir;
  for (const char* name :
       {"999999.h5", "1000000.h5", "000002.h5", "000001.h5.tmp", "000003.h5.4711.tmp", "1.h5", "a.txt"}) {
    std::ofstream(dir.path(name)) << "x";
  }
  const PartsListing listing = list_parts(dir.root());
  ASSERT_EQ(listing.parts.size(), 3U);
  EXPECT_EQ(listing.parts[0].filename(), "000002.h5");
  EXPECT_EQ(listing.parts[2].filename(), "1000000.h5");
  EXPECT_EQ(listing.temporary.size(), 2U);
  EXPECT_EQ(listing.foreign.size(), 2U);
  EXPECT_THROW(list_parts(dir.path("none")), Error);
}

TEST(PartsFolder, NamesOfParts) {
  EXPECT_EQ(parts_folder_of("a/out.h5"), "a/out.h5.parts");
  EXPECT_EQ(part_path("p", 7), "p/000007.h5");
  EXPECT_EQ(part_path("p", 1234567), "p/1234567.h5");
}

}  // namespace
}  // namespace matroute
