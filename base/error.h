// The one exception of matroute, and the exit codes that its kinds map to.
#pragma once

#include <stdexcept>
#include <string>

namespace matroute {

// The value is the exit code of the program.
enum class ErrorKind {
  kInternal = 1,  // a bug of ours
  kUsage = 2,     // unknown flag, value out of range, nothing to do
  kInput = 3,     // input missing, unreadable, empty, or every row bad
  kModel = 5,     // model or data folder missing, foreign, damaged or too new
  kOutput = 6,    // output exists or cannot be created
  kResource = 7,  // disk full, out of memory, no such device
  kCheck = 8,     // a check failed: no balance, a file with faults
};

// what() is a whole message: the fault, its place, what was expected and what to do. It needs no prefix.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  ErrorKind kind() const { return kind_; }
  int exit_code() const { return static_cast<int>(kind_); }

 private:
  ErrorKind kind_;
};

}  // namespace matroute
