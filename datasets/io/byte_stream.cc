// Files read by read(2) in blocks, so that pipes and standard input work alike; zlib and liblzma behind one interface.
#include "datasets/io/byte_stream.h"

#include <fcntl.h>
#include <lzma.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace matroute {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;
constexpr std::uint64_t kXzMemoryLimit = std::uint64_t{1} << 30;

bool (*reading_is_stopped)() = nullptr;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(ErrorKind::kInput, name + ": " + what);
}

// Unlike read(2), poll(2) returns after a signal even where its handler says SA_RESTART.
void wait_for_bytes(int descriptor, const std::string& name) {
  pollfd wait{.fd = descriptor, .events = POLLIN, .revents = 0};
  do {
    if (reading_is_stopped != nullptr && reading_is_stopped()) fail(name, "stopped by a signal");
  } while (::poll(&wait, 1, -1) < 0 && errno == EINTR);
}

class GzipDecoder : public ByteStream {
 public:
  explicit GzipDecoder(FileStream& file) : file_(file), buffer_(kBlockBytes, '\0') {
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw Error(ErrorKind::kResource, "zlib cannot start");
  }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;
  ~GzipDecoder() override { inflateEnd(&stream_); }

  std::string_view read() override {
    while (true) {
      // A full buffer may leave output inside zlib.
      if (stream_.avail_in == 0 && !output_full_) refill();
      if (input_ended_ && !output_full_) {
        if (inside_member_) fail(file_.name(), "the gzip data is cut off");
        return {};
      }
      const std::size_t size = decode();
      if (size > 0) return {buffer_.data(), size};
    }
  }

 private:
  void refill() {
    const std::string_view input = file_.read();
    input_ended_ = input.empty();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
  }

  // Members may follow one another, as `cat a.gz b.gz` makes them.
  std::size_t decode() {
    if (!inside_member_ && inflateReset(&stream_) != Z_OK) fail(file_.name(), "the gzip data is damaged");
    inside_member_ = true;
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) inside_member_ = false;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      fail(file_.name(), "the gzip data is damaged (" + std::string(stream_.msg ? stream_.msg : "zlib error") + ")");
    }
    output_full_ = stream_.avail_out == 0 && code != Z_STREAM_END;
    return buffer_.size() - stream_.avail_out;
  }

  FileStream& file_;
  z_stream stream_{};
  std::string buffer_;
  bool inside_member_ = false;
  bool output_full_ = false;
  bool input_ended_ = false;
};

class XzDecoder : public ByteStream {
 public:
  explicit XzDecoder(FileStream& file) : file_(file), buffer_(kBlockBytes, '\0') {
    if (lzma_stream_decoder(&stream_, kXzMemoryLimit, LZMA_CONCATENATED) != LZMA_OK) {
      throw Error(ErrorKind::kResource, "liblzma cannot start");
    }
  }
  XzDecoder(const XzDecoder&) = delete;
  XzDecoder& operator=(const XzDecoder&) = delete;
  ~XzDecoder() override { lzma_end(&stream_); }

  std::string_view read() override {
    while (!ended_) {
      if (stream_.avail_in == 0 && action_ == LZMA_RUN) refill();
      const std::size_t size = decode();
      if (size > 0) return {buffer_.data(), size};
    }
    return {};
  }

 private:
  void refill() {
    const std::string_view input = file_.read();
    if (input.empty()) action_ = LZMA_FINISH;
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    stream_.avail_in = input.size();
  }

  std::size_t decode() {
    stream_.next_out = reinterpret_cast<std::uint8_t*>(buffer_.data());
    stream_.avail_out = buffer_.size();
    const lzma_ret code = lzma_code(&stream_, action_);
    ended_ = code == LZMA_STREAM_END;
    if (code == LZMA_BUF_ERROR) fail(file_.name(), "the xz data is cut off");
    if (code == LZMA_MEM_ERROR || code == LZMA_MEMLIMIT_ERROR) fail(file_.name(), "the xz data needs too much memory");
    if (code != LZMA_OK && code != LZMA_STREAM_END) fail(file_.name(), "the xz data is damaged");
    return buffer_.size() - stream_.avail_out;
  }

  FileStream& file_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  lzma_action action_ = LZMA_RUN;
  std::string buffer_;
  bool ended_ = false;
};

}  // namespace

void end_reading_where(bool (*stopped)()) { reading_is_stopped = stopped; }

FileStream::FileStream(const std::string& path) : name_(path == "-" ? "standard input" : path), owned_(path != "-") {
  descriptor_ = owned_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (descriptor_ < 0) fail(name_, errno == ENOENT ? "no such file" : std::strerror(errno));
  struct stat status {};
  const bool is_directory = ::fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode);
  if (is_directory && owned_) ::close(descriptor_);
  if (is_directory) fail(name_, "is a directory, expected a file");
}

FileStream::~FileStream() {
  if (owned_) ::close(descriptor_);
}

std::string_view FileStream::read() {
  const std::string_view bytes = pending_.empty() ? fill() : pending_;
  pending_ = {};
  return bytes;
}

std::string_view FileStream::peek() {
  if (pending_.empty()) pending_ = fill();
  return pending_;
}

// A full block where there is one: pipes may deliver a few bytes at a time, and signatures need more.
std::string_view FileStream::fill() {
  buffer_.resize(kBlockBytes);
  std::size_t size = 0;
  while (size < buffer_.size()) {
    wait_for_bytes(descriptor_, name_);
    const ssize_t count = ::read(descriptor_, buffer_.data() + size, buffer_.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(name_, std::string("cannot be read: ") + std::strerror(errno));
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  hash_.add({buffer_.data(), size});
  return {buffer_.data(), size};
}

bool is_gzip(std::string_view head) { return head.starts_with("\x1f\x8b"); }

bool is_xz(std::string_view head) {
  return head.starts_with(
      std::string_view("\xfd"
                       "7zXZ\0",
                       6));
}

std::unique_ptr<ByteStream> make_gzip_decoder(FileStream& file) { return std::make_unique<GzipDecoder>(file); }

std::unique_ptr<ByteStream> make_xz_decoder(FileStream& file) { return std::make_unique<XzDecoder>(file); }

}  // namespace matroute
