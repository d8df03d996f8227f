// SHA-256 of files, by OpenSSL: says which input a corpus or model was made from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace matroute {

// 64 lower-case hexadecimal digits. Throws Error (input) where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);
std::string sha256_of_text(std::string_view text);

}  // namespace matroute
