// Which model folder answers where none is named.
#pragma once

#include <filesystem>
#include <string>

namespace matroute {

// `named` (--model) if not empty, else the variable MATROUTE_MODEL, else the model that came with the program.
// Throws Error (model) where there is no folder, with what to do.
std::filesystem::path find_model(const std::string& named);

}  // namespace matroute
