// A text file, or standard input, as a stream of bytes; gzip and xz are recognised by their content.
// Memory does not grow with the size of the input.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace matroute {

// Not thread-safe.
class TextSource {
 public:
  // "-" is standard input. Throws Error (input) where the file is missing, a directory, unreadable, empty, binary,
  // UTF-16, or compressed by something other than gzip and xz. A UTF-8 byte order mark is skipped.
  explicit TextSource(const std::string& path);
  TextSource(TextSource&&) noexcept;
  TextSource& operator=(TextSource&&) noexcept;
  ~TextSource();

  // The next bytes, valid until the next call; empty at the end. Throws Error (input) where the compressed data is
  // damaged or cut off, or the file cannot be read further.
  std::string_view read_block();

  // The bytes that the next call will return, without taking them; empty at the end.
  std::string_view peek();

  enum class Line { kLine, kTooLong, kEnd };
  // The next line without its LF or CRLF. A line over kMaxLineBytes is skipped, and its beginning returned.
  Line read_line(std::string& line);
  static constexpr std::size_t kMaxLineBytes = std::size_t{16} << 20;

  // 1-based number of the line that read_line returned last; 0 before the first.
  std::uint64_t line_number() const;
  // As given; "standard input" for "-".
  const std::string& name() const;
  // Of the bytes as stored, compressed or not; complete once the end was reached.
  std::string sha256() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matroute
