// A file that has its name only when it is whole: written as NAME.tmp beside it, brought to the disk, renamed.
#pragma once

#include <filesystem>

namespace matroute {

class AtomicFile {
 public:
  enum class Existing { kRefuse, kReplace };

  // A NAME.tmp that a killed run left is removed. Throws Error (output) where the name is taken and not to be replaced,
  // another process is writing NAME.tmp, or the folder does not exist.
  explicit AtomicFile(std::filesystem::path path, Existing existing = Existing::kRefuse);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  // Removes the temporary file unless commit() has renamed it.
  ~AtomicFile();

  const std::filesystem::path& path() const { return path_; }
  // To be created, written and closed by the caller.
  const std::filesystem::path& temporary() const { return temporary_; }

  // Throws Error (resource, output) where the bytes cannot be brought to the disk or the name was taken meanwhile.
  void commit();

 private:
  std::filesystem::path path_;
  std::filesystem::path temporary_;
  Existing existing_;
  bool committed_ = false;
};

// The last step of commit() for a file that is whole and on the disk already: renames it within one file system.
// Throws Error (output).
void place_file(const std::filesystem::path& from, const std::filesystem::path& to, AtomicFile::Existing existing);

// Brings the content of a closed file to the disk. Throws Error (resource, output).
void sync_file(const std::filesystem::path& path);
// Brings the entries of a folder to the disk. Throws Error (output).
void sync_folder(const std::filesystem::path& folder);

}  // namespace matroute
