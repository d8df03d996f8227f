// Whether a file may be written, found out before the work rather than after it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace matroute {

// Throws Error (output) where the folder is missing, or the file exists and is not to be replaced, or is none of ours:
// `kind` says what it would have to be. An empty path is no output.
void require_free(const std::string& path, bool overwrite, const char* kind,
                  bool (*is_ours)(const std::filesystem::path&));

// A regular file that begins so, or is empty.
bool begins_with(const std::filesystem::path& path, std::string_view text);

}  // namespace matroute
