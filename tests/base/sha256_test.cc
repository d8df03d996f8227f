// SHA-256 against the published test vectors (FIPS 180-4 examples).
#include "base/sha256.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

TEST(Sha256, PublishedVectors) {
  EXPECT_EQ(sha256_of_text(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, FileEqualsItsText) {
  const TempDir dir;
  const std::string text(200000, 'x');
  std::ofstream(dir.path("a")) << text;
  EXPECT_EQ(sha256_of_file(dir.path("a")), sha256_of_text(text));
  EXPECT_THROW(sha256_of_file(dir.path("absent")), Error);
  EXPECT_THROW(sha256_of_file(dir.root()), Error);
}

}  // namespace
}  // namespace matroute
