// The text of a formula in one spelling: Unicode folded, dots unified, spaces gone, every byte's origin kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chem/formula.h"

namespace matroute {

// Thrown inside the parser alone; parse_formula turns it into its error value.
struct FormulaFailure {
  FormulaError error;
};

// Bytes of a folded text that stand for characters outside ASCII.
inline constexpr char kJoiner = '*';             // any of · • ∙ ⋅ * and a point before hydrate water
inline constexpr char kPlusMinus = '\x80';       // ±
inline constexpr char kFirstGreek = '\x81';      // α; the lower-case Greek alphabet follows
inline constexpr char kDelta = kFirstGreek + 3;  // δ

struct FoldedText {
  std::string text;
  std::vector<std::uint32_t> origin;  // code point index of each byte in the text as given; empty: the same
  std::vector<std::string> warnings;

  std::size_t position(std::size_t byte) const;
};

// Throws FormulaFailure for bytes that are no UTF-8 and characters that no formula holds.
FoldedText fold_formula_text(std::string_view text);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_greek(char c) { return static_cast<unsigned char>(c) >= 0x81; }
// A letter that can name a variable: lower-case Latin or Greek.
constexpr bool is_variable(char c) { return (c >= 'a' && c <= 'z') || is_greek(c); }
constexpr bool is_opening(char c) { return c == '(' || c == '[' || c == '{'; }
constexpr bool is_closing(char c) { return c == ')' || c == ']' || c == '}'; }

// "x", "δ": the UTF-8 name of a variable's byte.
std::string variable_name(char c);

// Folded bytes in their usual spelling.
std::string spelled(std::string_view folded);

// The index just past the bracket that closes the one at open; npos where none does.
std::size_t past_closing(std::string_view text, std::size_t open);

// Whether the bracket at open holds arithmetic alone: digits, variables and operators, no element.
bool is_arithmetic_bracket(std::string_view text, std::size_t open);

}  // namespace matroute
