// Temporary name, lock, fsync, rename, fsync of the folder.
#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

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

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

// Whether the open file still stands under the name; another process may have removed it, or put another there.
bool is_named(int id, const fs::path& path) {
  struct stat open {};
  struct stat named {};
  return ::fstat(id, &open) == 0 && ::lstat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

enum class Lock { kTaken, kHeldElsewhere, kUnknown };  // unknown: the file system has no locks

Lock lock(int id) {
  if (::flock(id, LOCK_EX | LOCK_NB) == 0) return Lock::kTaken;
  return errno == EWOULDBLOCK ? Lock::kHeldElsewhere : Lock::kUnknown;
}

[[noreturn]] void fail_busy(const fs::path& temporary) {
  throw Error(ErrorKind::kOutput, temporary.string() + ": another process is writing this file; name another output");
}

// What is not locked was left by a run that was killed. It is removed while its lock is held, so that nobody else can
// take it for a file that is being written.
void remove_if_stale(const fs::path& temporary) {
  const Descriptor file(temporary, O_RDWR | O_NOFOLLOW);
  if (file.id() < 0) return;  // gone meanwhile, or nothing that can be written; it does not stand in the way
  switch (lock(file.id())) {
    case Lock::kHeldElsewhere:
      fail_busy(temporary);
    case Lock::kTaken:
      if (is_named(file.id(), temporary)) ::unlink(temporary.c_str());
      return;
    case Lock::kUnknown:
      return;
  }
}

std::vector<fs::path> temporaries_of(const fs::path& path) {
  std::vector<fs::path> found;
  std::error_code code;
  const std::string name = path.filename().string();
  for (fs::directory_iterator entry(folder_of(path), code), end; !code && entry != end; entry.increment(code)) {
    const std::string other = entry->path().filename().string();
    if (final_name_of(other) == name) found.push_back(entry->path());
  }
  return found;
}

// Some file systems cannot sync a folder and say so with EINVAL.
void sync(const fs::path& path, int flags) {
  const Descriptor file(path, flags);
  if (file.id() < 0 || (::fsync(file.id()) != 0 && errno != EINVAL)) fail(path, "cannot be brought to the disk", errno);
}

}  // namespace

std::string_view final_name_of(std::string_view name) {
  constexpr std::string_view kEnd = ".tmp";
  if (!name.ends_with(kEnd)) return {};
  name.remove_suffix(kEnd.size());
  const std::size_t dot = name.find_last_not_of("0123456789");
  // Files of version 0.1 had no process id in their names.
  const bool has_id = dot != name.npos && name[dot] == '.' && dot + 1 < name.size();
  return has_id ? name.substr(0, dot) : name;
}

AtomicFile::AtomicFile(fs::path path, Existing existing)
    : path_(std::move(path)),
      temporary_(path_.string() + "." + std::to_string(::getpid()) + ".tmp"),
      existing_(existing) {
  std::error_code code;
  if (existing_ == Existing::kRefuse && fs::exists(fs::symlink_status(path_, code))) {
    throw Error(ErrorKind::kOutput, path_.string() + ": exists already; name another output or pass --overwrite");
  }
  if (!fs::is_directory(folder_of(path_), code)) {
    throw Error(ErrorKind::kOutput, folder_of(path_).string() + ": no such folder");
  }
  for (const fs::path& other : temporaries_of(path_)) remove_if_stale(other);
  make_temporary();
}

void AtomicFile::make_temporary() {
  constexpr mode_t kMode = 0666;
  descriptor_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
  if (descriptor_ < 0 && errno == EEXIST) fail(temporary_, "a temporary file is in the way", errno);
  if (descriptor_ < 0) fail(temporary_, "cannot be created", errno);
  // Another process may have taken the new file for a stale one before it was locked.
  if (lock(descriptor_) != Lock::kHeldElsewhere && is_named(descriptor_, temporary_)) return;
  ::close(descriptor_);
  fail_busy(temporary_);
}

AtomicFile::~AtomicFile() {
  if (!committed_) ::unlink(temporary_.c_str());  // best effort: a temporary file is known by its name
  if (descriptor_ >= 0) ::close(descriptor_);
}

void AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, "cannot be written", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::unlock() { ::flock(descriptor_, LOCK_UN); }

void AtomicFile::commit() {
  sync_file(temporary_);
  place_file(temporary_, path_, existing_);
  committed_ = true;
  ::close(std::exchange(descriptor_, -1));  // whoever reads the file asks for a lock too
}

void place_file(const fs::path& from, const fs::path& to, AtomicFile::Existing existing) {
  const bool replace = existing == AtomicFile::Existing::kReplace;
  int failed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), replace ? 0 : RENAME_NOREPLACE);
  std::error_code code;
  // File systems without RENAME_NOREPLACE answer EINVAL.
  if (failed != 0 && errno == EINVAL && !replace && !fs::exists(to, code)) failed = ::rename(from.c_str(), to.c_str());
  if (failed != 0) fail(to, "cannot be given its name", errno);
  sync_folder(folder_of(to));
}

void sync_file(const fs::path& path) { sync(path, O_RDONLY); }

void sync_folder(const fs::path& folder) { sync(folder, O_RDONLY | O_DIRECTORY); }

}  // namespace matroute
