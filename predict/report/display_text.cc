// Escaping, measuring and wrapping.
#include "predict/report/display_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace matroute {
namespace {

constexpr std::size_t kLongest = 200;

bool begins_character(char c) { return (c & 0xC0) != 0x80; }

}  // namespace

std::string display_text(std::string_view text) {
  std::size_t length = std::min(text.size(), kLongest);
  while (length < text.size() && length > 0 && !begins_character(text[length])) --length;
  std::string out;
  for (const char c : text.substr(0, length)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return length < text.size() ? out + "..." : out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  bool code = false;
  for (const char c : text) {
    code = code || c == '\x1b';
    if (!code && begins_character(c)) ++width;
    if (c == 'm') code = false;
  }
  return width;
}

std::string wrapped_text(std::string_view text, std::size_t width, std::size_t indent, std::size_t hang) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  bool first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!first && column + 1 + display_width(word) > width) {
      out += '\n' + std::string(indent + hang, ' ');
      column = indent + hang;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += display_width(word);
    first = false;
    begin = end + 1;
  }
  return out + '\n';
}

}  // namespace matroute
