// HDF5 datatypes for our own types. Private to the HDF5 sources of this folder.
#pragma once

#include <span>
#include <string_view>

#include "datasets/io/hdf5_util.h"

namespace matroute {

// In a file: little-endian. In memory: native.
H5Handle file_type(H5Type type);
H5Handle memory_type(H5Type type);
H5Handle enum_type(std::span<const std::string_view> members);
// As it lies in memory, or packed as in a file.
H5Handle compound_type(std::span<const H5Field> fields, std::size_t row_bytes);
H5Handle packed_compound_type(std::span<const H5Field> fields);

std::size_t bytes_of(H5Type type);

}  // namespace matroute
