// The outputs of results: standard output, with checks for faults, and checks of files before a run.
#pragma once

#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

namespace matroute {

// Thrown where the reader of standard output is gone: the program ends with exit code 0 and no message.
class ClosedPipe : public std::exception {
 public:
  const char* what() const noexcept override { return "the reader of standard output is gone"; }
};

class StandardOutput {
 public:
  // write() and close() throw ClosedPipe, or Error (resource) where nothing more can be written.
  void write(std::string_view text);
  // Writes the rest of the buffer. Output is certain only after close().
  void close();

  static bool is_terminal();
};

// Throws Error (output) where the folder is missing, or the file exists and `overwrite` is not set or is_ours() is
// false for it. kind: the name, for the message, of files for which is_ours() is true. An empty path is no output and
// is accepted.
void require_free(const std::string& path, bool overwrite, const char* kind,
                  bool (*is_ours)(const std::filesystem::path&));

// True for a regular file that begins with the text or is empty.
bool begins_with(const std::filesystem::path& path, std::string_view text);

}  // namespace matroute
