// Folding of formula texts: NFKC by utf8proc, then the spellings that chemists use for one thing.
#include "chem/formula_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace matroute {
namespace {

constexpr utf8proc_int32_t kAlpha = 0x3B1;
constexpr utf8proc_int32_t kOmega = 0x3C9;

[[noreturn]] void fail(std::string message, std::size_t position) {
  throw FormulaFailure{{std::move(message), position}};
}

bool is_space(utf8proc_int32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0; }

// The byte for one folded code point; 0 where a formula cannot hold it, ' ' for space, '\1' for a character that is
// dropped.
char byte_for(utf8proc_int32_t c) {
  constexpr std::array<utf8proc_int32_t, 9> kDots = {0xB7, 0x2022, 0x2219, 0x22C5, 0x2027, 0x30FB, 0x25CF, 0x2024, '*'};
  constexpr std::array<utf8proc_int32_t, 8> kMinus = {0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x207B, 0x208B};
  constexpr std::array<utf8proc_int32_t, 5> kDropped = {0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060};  // zero width
  if (std::ranges::find(kDots, c) != kDots.end()) return kJoiner;
  if (std::ranges::find(kMinus, c) != kMinus.end()) return '-';
  if (std::ranges::find(kDropped, c) != kDropped.end()) return '\1';
  if (c >= kAlpha && c <= kOmega) return static_cast<char>(kFirstGreek + (c - kAlpha));
  if (c == 0x2202 || c == 0x2206 || c == 0x394) return kDelta;  // the partial sign and Delta, written for delta
  if (c == 0xB1) return kPlusMinus;
  if (c == 0x2044 || c == 0x2215) return '/';
  if (is_space(c)) return ' ';
  return c > ' ' && c < 0x7F ? static_cast<char>(c) : '\0';
}

// Appends the folded form of one code point.
void fold_code_point(utf8proc_int32_t code_point, std::size_t index, FoldedText& folded) {
  std::array<utf8proc_int32_t, 32> parts{};
  int boundclass = 0;
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE);
  const utf8proc_ssize_t count = utf8proc_decompose_char(
      code_point, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), kOptions, &boundclass);
  // Dots are taken before folding: NFKC turns some of them into other signs.
  const char direct = byte_for(code_point);
  const bool use_direct = direct != '\0' || count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size());
  for (utf8proc_ssize_t i = 0; i < (use_direct ? 1 : count); ++i) {
    const char byte = use_direct ? direct : byte_for(parts[static_cast<std::size_t>(i)]);
    if (byte == '\1') continue;
    if (byte == '\0') fail(fmt::format("U+{:04X} is no character of a formula", code_point), index);
    folded.text += byte;
    folded.origin.push_back(static_cast<std::uint32_t>(index));
  }
}

FoldedText fold_unicode(std::string_view text) {
  FoldedText folded;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  std::size_t at = 0;
  for (std::size_t index = 0; at < text.size(); ++index) {
    utf8proc_int32_t code_point = 0;
    const auto length = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (length <= 0) fail("these bytes are not UTF-8 text", index);
    fold_code_point(code_point, index, folded);
    at += static_cast<std::size_t>(length);
  }
  return folded;
}

void erase(FoldedText& folded, std::size_t at, std::size_t count) {
  if (folded.origin.empty()) {
    for (std::size_t i = 0; i < folded.text.size(); ++i) folded.origin.push_back(static_cast<std::uint32_t>(i));
  }
  folded.text.erase(at, count);
  folded.origin.erase(folded.origin.begin() + static_cast<std::ptrdiff_t>(at),
                      folded.origin.begin() + static_cast<std::ptrdiff_t>(at + count));
}

// Whether a space between two characters means nothing.
bool is_loose(char before, char after) {
  constexpr std::string_view kOperators = "*-+/:,@=%([{)]}";
  return kOperators.find(before) != std::string_view::npos || kOperators.find(after) != std::string_view::npos;
}

void drop_spaces(FoldedText& folded) {
  std::size_t at = folded.text.find(' ');
  const std::size_t dopants = folded.text.find(':');
  const std::size_t last = folded.text.find_last_not_of(' ');
  const bool ion = last != std::string::npos && (folded.text[last] == '+' || folded.text[last] == '-');
  while (at != std::string::npos) {
    std::size_t end = folded.text.find_first_not_of(' ', at);
    if (end == std::string::npos) end = folded.text.size();
    const bool inner = at > 0 && end < folded.text.size();
    if (inner && at < dopants && !is_loose(folded.text[at - 1], folded.text[end])) {
      if (is_digit(folded.text[end]) && !ion) {
        fail("a space stands before a number; write a hydrate as CuSO4·5H2O, an amount without the space",
             folded.position(at));
      }
      folded.warnings.push_back("a space inside the formula was left out");
    }
    erase(folded, at, end - at);
    at = folded.text.find(' ', at);
  }
}

// "delta" and "del_O" become δ.
void fold_delta_words(FoldedText& folded) {
  for (const std::string_view word : {"delta", "del_O"}) {
    for (std::size_t at = folded.text.find(word); at != std::string::npos; at = folded.text.find(word, at)) {
      erase(folded, at + 1, word.size() - 1);
      folded.text[at] = kDelta;
    }
  }
}

// "BaTiO_3": the underscore of typesetting.
void fold_underscores(FoldedText& folded) {
  for (std::size_t at = folded.text.find('_'); at != std::string::npos; at = folded.text.find('_', at)) {
    if (at + 1 == folded.text.size() || !is_digit(folded.text[at + 1])) fail("unexpected '_'", folded.position(at));
    erase(folded, at, 1);
    folded.warnings.push_back("an underscore before a subscript was left out");
  }
}

// The start of the amount in front of the "H2O" at `water`: of a number with its points and fractions, or a variable.
std::size_t start_of_run(std::string_view text, std::size_t water) {
  const auto in_number = [](char c) { return is_digit(c) || c == '.' || c == '/'; };
  std::size_t start = water;
  if (start > 0 && is_variable(text[start - 1])) --start;
  while (start > 0 && in_number(text[start - 1])) --start;
  return start;
}

// A plain point before (number)H2O joins parts: CuSO4.5H2O. After a joiner it is a decimal point: CaSO4·0.5H2O.
void fold_hydrate_points(FoldedText& folded) {
  std::string& text = folded.text;
  for (std::size_t water = text.find("H2O"); water != std::string::npos; water = text.find("H2O", water + 1)) {
    std::size_t end = water + 3;
    std::size_t before = water;
    if (before > 0 && is_opening(text[before - 1]) && end < text.size() && is_closing(text[end])) {
      --before;
      ++end;
      while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    }
    if (end < text.size() && text[end] != kJoiner && !is_closing(text[end])) continue;
    const std::size_t start = start_of_run(text, before);
    const std::size_t point = text.find('.', start);
    if (start == 0 || point >= before) continue;
    const char left = text[start - 1];
    const bool zero_point = point == start + 1 && text[start] == '0';
    if ((!is_upper(left) && !is_variable(left) && !is_closing(left)) || zero_point) continue;
    text[point] = kJoiner;
    folded.warnings.push_back("the point before H2O was read as the dot of a hydrate");
  }
}

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

std::size_t FoldedText::position(std::size_t byte) const {
  if (origin.empty()) return byte;
  if (byte < origin.size()) return origin[byte];
  return origin.back() + 1;
}

FoldedText fold_formula_text(std::string_view text) {
  FoldedText folded;
  if (is_plain_ascii(text)) {
    folded.text = text;
  } else {
    folded = fold_unicode(text);
    drop_spaces(folded);
  }
  if (folded.text.find("del") != std::string::npos) fold_delta_words(folded);
  if (folded.text.find('_') != std::string::npos) fold_underscores(folded);
  if (folded.text.find('.') != std::string::npos) fold_hydrate_points(folded);
  return folded;
}

std::string variable_name(char c) {
  if (!is_greek(c)) return {c};
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto code_point = kAlpha + (static_cast<unsigned char>(c) - static_cast<unsigned char>(kFirstGreek));
  const auto length = utf8proc_encode_char(code_point, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length)};
}

std::string spelled(std::string_view folded) {
  std::string text;
  for (const char c : folded) text += c == kJoiner ? "·" : c == kPlusMinus ? "±" : variable_name(c);
  return text;
}

std::size_t past_closing(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (is_opening(text[i])) ++depth;
    if (is_closing(text[i]) && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

bool is_arithmetic_bracket(std::string_view text, std::size_t open) {
  if (open >= text.size() || text[open] != '(' || open + 1 >= text.size() || text[open + 1] == ')') return false;
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return true;
    // Two letters in a row are a word, such as the ligand of Co(acac)3.
    if (c >= 'a' && c <= 'z' && text[i - 1] >= 'a' && text[i - 1] <= 'z') return false;
    const bool fits = is_digit(c) || is_variable(c) || std::string_view("().+-/").find(c) != std::string_view::npos;
    if (!fits) return false;
  }
  return false;
}

}  // namespace matroute
