// What the HDF5 sources share: HDF5's errors as Error, and its datatypes for our own types. Private to them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "datasets/io/hdf5_types.h"

namespace matroute {

// Throw Error with HDF5's innermost reason: kInput; kOutput, or kResource where the disk is full.
[[noreturn]] void throw_read_error(const std::string& where, const std::string& what);
[[noreturn]] void throw_write_error(const std::string& where, const std::string& what);

// In a file: little-endian. In memory: native.
H5Handle file_type(H5Type type);
H5Handle memory_type(H5Type type);
H5Handle enum_type(std::span<const std::string_view> members);
// As it lies in memory, or packed as in a file.
H5Handle compound_type(std::span<const H5Field> fields, std::size_t row_bytes);
H5Handle packed_compound_type(std::span<const H5Field> fields);

std::size_t bytes_of(H5Type type);

}  // namespace matroute
