// Finds the model folder that is used where the user names none.
#pragma once

#include <filesystem>
#include <string>

namespace matroute {

// The folder of the running program; empty where /proc/self/exe cannot be read.
std::filesystem::path program_folder();

// `named` if not empty, else the variable MATROUTE_MODEL, else the model of the installed tree whose bin is `folder`,
// else that of the source tree. Throws Error (model), with advice, where there is no model folder.
std::filesystem::path find_model(const std::string& named, const std::filesystem::path& folder);

}  // namespace matroute
