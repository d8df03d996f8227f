#include "base/text.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(Text, LowerCaseIsOfAsciiLettersAlone) {
  EXPECT_EQ(lower_case("BaTiO3 Ä@[`z"), "batio3 Ä@[`z");
  EXPECT_EQ(lower_case(""), "");
}

TEST(Text, BlanksAtTheEndsGo) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("ab"), "ab");
  EXPECT_EQ(trimmed(" \n "), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace matroute
