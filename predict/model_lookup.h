// Which model folder answers where none is named.
#pragma once

#include <filesystem>
#include <string>

namespace matroute {

// The folder of the running program; empty where the system does not tell.
std::filesystem::path program_folder();

// `named` if not empty, else the variable MATROUTE_MODEL, else the model that came with what lies in `folder` (bin of
// an installed tree), else that of the source tree. Throws Error (model) where there is no folder, with what to do.
std::filesystem::path find_model(const std::string& named, const std::filesystem::path& folder);

}  // namespace matroute
