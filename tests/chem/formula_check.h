// What both test files of formulas ask of a formula.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "chem/formula.h"

namespace matroute {

inline std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// A composition's text is read back as the same composition.
inline void expect_round_trip(const Composition& composition, const std::string& origin) {
  const std::string text = to_text(composition);
  const auto again = parse_formula(text);
  ASSERT_TRUE(again) << origin << " -> " << text << ": " << again.error().message;
  EXPECT_EQ(again->composition, composition) << origin << " -> " << text;
  EXPECT_EQ(to_text(again->composition), text) << origin;
}

}  // namespace matroute
