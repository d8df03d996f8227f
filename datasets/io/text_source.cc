// Text input: what it is compressed by is found by content, and what is no text is refused at once.
#include "datasets/io/text_source.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "datasets/io/byte_stream.h"

namespace matroute {
namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";
// A file whose first kProbeBytes hold no NUL counts as text.
constexpr std::size_t kProbeBytes = 4096;

struct Signature {
  std::string_view bytes;
  std::string_view what;
};

constexpr Signature kForeign[] = {
    {"\x28\xb5\x2f\xfd", "is compressed by zstd; expected plain text, .gz or .xz"},
    {"BZh", "is compressed by bzip2; expected plain text, .gz or .xz"},
    {"PK\x03\x04", "is a zip archive or an Office document; expected text such as CSV or JSON"},
    {"\x89HDF\r\n\x1a\n", "is an HDF5 file; expected text"},
    {"\xff\xfe", "is UTF-16; save it as UTF-8"},
    {"\xfe\xff", "is UTF-16; save it as UTF-8"},
};

[[noreturn]] void fail(const std::string& name, std::string_view what) {
  throw Error(ErrorKind::kInput, name + ": " + std::string(what));
}

void require_text(const std::string& name, std::string_view head) {
  if (head.empty()) fail(name, "is empty");
  for (const Signature& signature : kForeign) {
    if (head.starts_with(signature.bytes)) fail(name, signature.what);
  }
  if (head.substr(0, kProbeBytes).find('\0') != head.npos) fail(name, "holds binary data; expected text");
}

}  // namespace

struct TextSource::State {
  explicit State(const std::string& path) : file(path) {}

  FileStream file;
  std::unique_ptr<ByteStream> decoder;  // empty: the file is plain
  std::string_view pending;             // read, not yet taken
  std::uint64_t line_number = 0;

  std::string_view fill() { return decoder ? decoder->read() : file.read(); }
};

TextSource::TextSource(const std::string& path) : state_(std::make_unique<State>(path)) {
  State& s = *state_;
  const std::string_view head = s.file.peek();
  if (is_gzip(head)) s.decoder = make_gzip_decoder(s.file);
  if (is_xz(head)) s.decoder = make_xz_decoder(s.file);
  s.pending = s.fill();
  require_text(s.file.name(), s.pending);
  if (s.pending.starts_with(kUtf8Mark)) s.pending.remove_prefix(kUtf8Mark.size());
  if (peek().empty()) fail(s.file.name(), "is empty");
}

TextSource::TextSource(TextSource&&) noexcept = default;
TextSource& TextSource::operator=(TextSource&&) noexcept = default;
TextSource::~TextSource() = default;

std::string_view TextSource::read_block() {
  const std::string_view block = peek();
  state_->pending = {};
  return block;
}

std::string_view TextSource::peek() {
  if (state_->pending.empty()) state_->pending = state_->fill();
  return state_->pending;
}

TextSource::Line TextSource::read_line(std::string& line) {
  line.clear();
  if (peek().empty()) return Line::kEnd;
  ++state_->line_number;
  bool too_long = false;
  while (!peek().empty()) {
    std::string_view& pending = state_->pending;
    const std::size_t end = pending.find('\n');
    const std::size_t size = std::min(end, pending.size());
    const std::size_t kept = std::min(size, kMaxLineBytes - line.size());
    line.append(pending.substr(0, kept));
    too_long = too_long || kept < size;
    pending.remove_prefix(end == pending.npos ? size : size + 1);
    if (end != pending.npos) break;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return too_long ? Line::kTooLong : Line::kLine;
}

std::uint64_t TextSource::line_number() const { return state_->line_number; }
const std::string& TextSource::name() const { return state_->file.name(); }
std::string TextSource::sha256() const { return state_->file.sha256(); }

}  // namespace matroute
