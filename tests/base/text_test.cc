#include "base/text.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(Text, LowerCaseIsOfAsciiLettersAlone) {
  EXPECT_EQ(lower_case("BaTiO3 Ä@[`z"), "batio3 Ä@[`z");
  EXPECT_EQ(lower_case(""), "");
}

TEST(Text, BlanksAtTheEndsGo) {
  EXPECT_EQ(without_outer_blanks(" \t a b\r\n"), "a b");
  EXPECT_EQ(without_outer_blanks("ab"), "ab");
  EXPECT_EQ(without_outer_blanks(" \n "), "");
  EXPECT_EQ(without_outer_blanks(""), "");
}

}  // namespace
}  // namespace matroute
