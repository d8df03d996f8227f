// A file that has its name only when it is whole: written beside it as NAME.<process id>.tmp, brought to the disk,
// renamed. The temporary file is locked (flock) from its creation to its end.
#pragma once

#include <filesystem>
#include <string_view>

namespace matroute {

class AtomicFile {
 public:
  enum class Existing { kRefuse, kReplace };

  // Makes the temporary file, empty. Those that killed runs left for the same name are removed, and never written to.
  // Throws Error (output) where the name is taken and not to be replaced, another process is writing a file for the
  // name, or the folder does not exist.
  explicit AtomicFile(std::filesystem::path path, Existing existing = Existing::kRefuse);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  // Removes the temporary file unless commit() has renamed it.
  ~AtomicFile();

  const std::filesystem::path& path() const { return path_; }
  // Written by write() below, or by the caller under this name.
  const std::filesystem::path& temporary() const { return temporary_; }

  // Appends; not buffered. Throws Error (resource, output).
  void write(std::string_view bytes);
  // For a library that is about to lock the temporary file itself.
  void unlock();

  // Throws Error (resource, output) where the bytes cannot be brought to the disk or the name was taken meanwhile.
  void commit();

 private:
  void make_temporary();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  Existing existing_;
  int descriptor_ = -1;
  bool committed_ = false;
};

// The name that a temporary file stands for; empty where `name` is none of a temporary file.
std::string_view final_name_of(std::string_view name);

// The last step of commit() for a file that is whole and on the disk already: renames it within one file system.
// Throws Error (output).
void place_file(const std::filesystem::path& from, const std::filesystem::path& to, AtomicFile::Existing existing);

// Brings the content of a closed file to the disk. Throws Error (resource, output).
void sync_file(const std::filesystem::path& path);
// Brings the entries of a folder to the disk. Throws Error (output).
void sync_folder(const std::filesystem::path& folder);

}  // namespace matroute
