// HDF5's error stack, walked to its innermost entry.
#include "datasets/io/hdf5_error.h"

#include <hdf5.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/error.h"

namespace matroute {
namespace {

struct Cause {
  std::string description;  // of the innermost entry
  int error_number = 0;     // of the system, 0 where the stack names none
};

// Descriptions look like "unable to write data (errno = 28, error message = '...', ...)".
void note_entry(const H5E_error2_t& entry, Cause& cause) {
  if (entry.desc == nullptr) return;
  const std::string text = entry.desc;
  cause.description = text;
  const auto at = text.find("errno = ");
  if (at != std::string::npos) cause.error_number = std::atoi(text.c_str() + at + 8);
}

Cause take_cause() {
  Cause cause;
  const auto visit = [](unsigned, const H5E_error2_t* entry, void* data) -> herr_t {
    note_entry(*entry, *static_cast<Cause*>(data));
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, visit, &cause);
  H5Eclear2(H5E_DEFAULT);
  return cause;
}

// What the system said, else HDF5's reason without the addresses and flags behind it.
std::string message(const std::string& where, const std::string& what, const Cause& cause) {
  const std::string reason = cause.error_number != 0 ? std::strerror(cause.error_number)
                                                     : cause.description.substr(0, cause.description.find(": "));
  return where + ": " + what + (reason.empty() ? "" : " (" + reason + ")");
}

}  // namespace

void silence_hdf5() {
  // What could not be written (a full disk) stays open inside HDF5, and its own clean-up at exit would crash on it.
  [[maybe_unused]] static const bool no_clean_up = H5dont_atexit() >= 0;
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

void throw_read_error(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kInput, message(where, what, take_cause()));
}

void throw_write_error(const std::string& where, const std::string& what) {
  const Cause cause = take_cause();
  const int code = cause.error_number;
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) {
    throw Error(ErrorKind::kResource, where + ": the disk is full or the file too large; " + what);
  }
  throw Error(ErrorKind::kOutput, message(where, what, cause));
}

}  // namespace matroute
