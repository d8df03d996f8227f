// Where results go: standard output whose faults are noticed, and files that must not be in the way of it.
#pragma once

#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

namespace matroute {

// The reader of our output is gone: the program ends with 0 and says nothing.
class ClosedPipe : public std::exception {
 public:
  const char* what() const noexcept override { return "the reader of standard output is gone"; }
};

class StandardOutput {
 public:
  // Both throw ClosedPipe, or Error (resource) where nothing more can be written.
  void write(std::string_view text);
  // Brings everything out; what was written counts only after this.
  void close();

  static bool is_terminal();
};

// Throws Error (output) where the folder is missing, or the file exists and is not to be replaced, or is none of ours:
// `kind` says what it would have to be. An empty path is no output.
void require_free(const std::string& path, bool overwrite, const char* kind,
                  bool (*is_ours)(const std::filesystem::path&));

// A regular file that begins so, or is empty.
bool begins_with(const std::filesystem::path& path, std::string_view text);

}  // namespace matroute
