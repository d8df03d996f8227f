// Handles, and what HDF5 does on its own.
#include "datasets/io/hdf5_types.h"

#include <hdf5.h>

namespace matroute {

void silence_hdf5() {
  // What could not be written (a full disk) stays open inside HDF5, and its own clean-up at exit would crash on it.
  [[maybe_unused]] static const bool no_clean_up = H5dont_atexit() >= 0;
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

H5Handle& H5Handle::operator=(H5Handle&& other) noexcept {
  if (this != &other) {
    close();
    id_ = std::exchange(other.id_, -1);
    closer_ = other.closer_;
  }
  return *this;
}

}  // namespace matroute
