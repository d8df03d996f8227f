#include "predict/report/display_text.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(DisplayText, ControlCharactersCannotReachTheTerminal) {
  EXPECT_EQ(display_text("Ba\x1b[2JTiO3\n"), "Ba\\x1b[2JTiO3\\x0a");
  EXPECT_EQ(display_text("CuSO4·5H2O"), "CuSO4·5H2O");
}

TEST(DisplayText, LongTextIsCutBetweenCharacters) {
  const std::string cut = display_text(std::string(199, '(') + "··");
  EXPECT_EQ(cut, std::string(199, '(') + "...");
}

TEST(DisplayWidth, CountsCharactersAndNoColourCodes) {
  EXPECT_EQ(display_width("CuSO4·5H2O"), 10U);
  EXPECT_EQ(display_width("\x1b[36mBaO\x1b[0m"), 3U);
}

TEST(WrappedText, LinesFitAndAreIndented) {
  EXPECT_EQ(wrapped_text("aa bb cc", 8, 2, 1), "  aa bb\n   cc\n");
  EXPECT_EQ(wrapped_text("longer-than-the-width b", 8, 2, 0), "  longer-than-the-width\n  b\n");
  EXPECT_EQ(wrapped_text("", 8, 2, 0), "  \n");
}

}  // namespace
}  // namespace matroute
