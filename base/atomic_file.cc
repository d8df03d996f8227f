// Temporary name, fsync, rename, fsync of the folder.
#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "base/error.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& what, int code) {
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  throw Error(full ? ErrorKind::kResource : ErrorKind::kOutput,
              path.string() + ": " + (full ? "disk full; " : "") + what + " (" + std::strerror(code) + ")");
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : id_(::open(path.c_str(), flags | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (id_ >= 0) ::close(id_);
  }
  int id() const { return id_; }

 private:
  int id_;
};

// HDF5 holds a lock on a file while it writes it.
void remove_stale(const fs::path& temporary) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(temporary, code))) return;
  const Descriptor file(temporary, O_RDWR);
  if (file.id() < 0) fail(temporary, "a temporary file is in the way and cannot be opened", errno);
  if (::flock(file.id(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    throw Error(ErrorKind::kOutput, temporary.string() + ": another process is writing this file; name another output");
  }
  if (!fs::remove(temporary, code)) fail(temporary, "a temporary file is in the way", code.value());
}

// Some file systems cannot sync a folder and say so with EINVAL.
void sync(const fs::path& path, int flags) {
  const Descriptor file(path, flags);
  if (file.id() < 0 || (::fsync(file.id()) != 0 && errno != EINVAL)) fail(path, "cannot be brought to the disk", errno);
}

}  // namespace

AtomicFile::AtomicFile(fs::path path, Existing existing)
    : path_(std::move(path)), temporary_(path_.string() + ".tmp"), existing_(existing) {
  std::error_code code;
  if (existing_ == Existing::kRefuse && fs::exists(fs::symlink_status(path_, code))) {
    throw Error(ErrorKind::kOutput, path_.string() + ": exists already; name another output or pass --overwrite");
  }
  const fs::path folder = path_.has_parent_path() ? path_.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, code)) throw Error(ErrorKind::kOutput, folder.string() + ": no such folder");
  remove_stale(temporary_);
}

AtomicFile::~AtomicFile() {
  if (committed_) return;
  std::error_code code;
  fs::remove(temporary_, code);  // best effort: a temporary file is known by its name
}

void AtomicFile::commit() {
  sync_file(temporary_);
  place_file(temporary_, path_, existing_);
  committed_ = true;
}

void place_file(const fs::path& from, const fs::path& to, AtomicFile::Existing existing) {
  const bool replace = existing == AtomicFile::Existing::kReplace;
  int failed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), replace ? 0 : RENAME_NOREPLACE);
  std::error_code code;
  // File systems without RENAME_NOREPLACE answer EINVAL.
  if (failed != 0 && errno == EINVAL && !replace && !fs::exists(to, code)) failed = ::rename(from.c_str(), to.c_str());
  if (failed != 0) fail(to, "cannot be given its name", errno);
  sync_folder(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

void sync_file(const fs::path& path) { sync(path, O_RDONLY); }

void sync_folder(const fs::path& folder) { sync(folder, O_RDONLY | O_DIRECTORY); }

}  // namespace matroute
