// Bytes from a file or standard input, and decoders of gzip and xz on top. Private to text_source.cc,
// but for end_reading_where, which acts on the whole process.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace matroute {

// The next bytes, valid until the next call; empty at the end. Throws Error (input).
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  virtual std::string_view read() = 0;
};

// Asked before every read, and when a signal interrupts the wait for bytes: where it says true, reading ends with Error
// (input). For the whole process; empty: never. To be set before anything is read.
void end_reading_where(bool (*stopped)());

// An open file, hashed as it is read.
class FileStream : public ByteStream {
 public:
  // "-" is standard input.
  explicit FileStream(const std::string& path);
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override;

  std::string_view read() override;
  // The first bytes without taking them; at most one block.
  std::string_view peek();
  const std::string& name() const { return name_; }
  std::string sha256() const { return hash_.hex(); }

 private:
  std::string_view fill();

  std::string name_;
  int descriptor_ = -1;
  bool owned_ = false;
  std::string buffer_;
  std::string_view pending_;
  Sha256 hash_;
};

bool is_gzip(std::string_view head);
bool is_xz(std::string_view head);
// The file must outlive the decoder.
std::unique_ptr<ByteStream> make_gzip_decoder(FileStream& file);
std::unique_ptr<ByteStream> make_xz_decoder(FileStream& file);

}  // namespace matroute
