// Where a fuzz target keeps the file that it reads: one folder per process, on a file system in memory where there is
// one.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace matroute {

inline const std::filesystem::path& fuzz_folder() {
  static const std::filesystem::path folder = [] {
    const std::filesystem::path memory = "/dev/shm";
    const auto base = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    std::filesystem::path made = base / ("matroute_fuzz_" + std::to_string(getpid()));
    std::filesystem::create_directory(made);
    return made;
  }();
  return folder;
}

inline std::string write_fuzz_file(const std::string& name, const std::uint8_t* data, std::size_t size) {
  const auto path = fuzz_folder() / name;
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  return path.string();
}

}  // namespace matroute
