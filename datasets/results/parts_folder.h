// The folder of parts beside an output: OUT.h5.parts/NNNNNN.h5.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace matroute {

// OUT.h5.parts for OUT.h5.
std::filesystem::path parts_folder_of(const std::filesystem::path& path);

// OUT.h5.parts/000007.h5 for number 7.
std::filesystem::path part_path(const std::filesystem::path& folder, std::size_t number);

struct PartsListing {
  std::vector<std::filesystem::path> parts;      // in order
  std::vector<std::filesystem::path> temporary;  // being written, or left by a run that was killed
  std::vector<std::filesystem::path> foreign;    // anything else
};

// Throws Error (input) where the folder cannot be read.
PartsListing list_parts(const std::filesystem::path& folder);

}  // namespace matroute
