// Standard output whose faults are noticed: a full disk is an error, a closed pipe the end of the program.
#pragma once

#include <exception>
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

}  // namespace matroute
