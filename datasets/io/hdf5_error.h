// Turns HDF5's error stack into Error. Private to the HDF5 sources of this folder.
#pragma once

#include <string>

namespace matroute {

// Stops HDF5 from printing what goes wrong on this thread; call before anything else.
void silence_hdf5();

// Throw Error with HDF5's innermost reason: kInput; kOutput, or kResource where the disk is full.
[[noreturn]] void throw_read_error(const std::string& where, const std::string& what);
[[noreturn]] void throw_write_error(const std::string& where, const std::string& what);

}  // namespace matroute
