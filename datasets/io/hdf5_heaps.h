// A look at an HDF5 file before HDF5 itself reads texts of variable length from it.
#pragma once

#include <filesystem>

namespace matroute {

// HDF5 1.10 reads beyond its memory where an object of a global heap collection (signature "GCOL"; HDF5 File Format
// Specification 3.0, section III.E) says it is longer than the collection. Throws Error (input) for such a file.
// Reads the whole file, but only once in a process while its size and its time of change stay the same.
// Not thread-safe, as all of HDF5 here.
void check_global_heaps(const std::filesystem::path& path);

}  // namespace matroute
