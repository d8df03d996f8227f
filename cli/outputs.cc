// Standard output is buffered by the C library, and every result of its functions is checked; SIGPIPE is ignored in
// main, so that a closed pipe is met here as EPIPE.
#include "cli/outputs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "base/error.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(int error) {
  if (error == EPIPE) throw ClosedPipe();
  throw Error(ErrorKind::kResource, std::string("cannot write to standard output: ") + std::strerror(error));
}

}  // namespace

void StandardOutput::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail(errno);
}

void StandardOutput::close() {
  if (std::fflush(stdout) != 0) fail(errno);
}

bool StandardOutput::is_terminal() { return isatty(STDOUT_FILENO) == 1; }

void require_free(const std::string& path, bool overwrite, const char* kind, bool (*is_ours)(const fs::path&)) {
  if (path.empty()) return;
  const fs::path folder = fs::path(path).parent_path();
  std::error_code code;
  if (!folder.empty() && !fs::is_directory(folder, code)) {
    throw Error(ErrorKind::kOutput, folder.string() + ": no such folder");
  }
  const bool exists = fs::exists(path, code);
  if (code) throw Error(ErrorKind::kOutput, path + ": cannot be created (" + code.message() + ")");
  if (!exists) return;
  if (!overwrite) throw Error(ErrorKind::kOutput, path + ": exists; --overwrite replaces it");
  if (is_ours(path)) return;
  throw Error(ErrorKind::kOutput, fmt::format("{}: exists and is no {}; it is not overwritten", path, kind));
}

bool begins_with(const fs::path& path, std::string_view text) {
  std::error_code code;
  if (!fs::is_regular_file(path, code)) return false;
  if (fs::file_size(path, code) == 0) return true;
  std::string begin(text.size(), '\0');
  std::ifstream(path, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == text;
}

}  // namespace matroute
