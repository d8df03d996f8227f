// The fuzzer's bytes taken as numbers, and as changes to a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>

namespace matroute {

// Takes values from the input until there are no more; then zeros.
class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool empty() const { return used_ >= size_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : data_[used_++]; }
  std::int64_t integer() {
    const std::uint8_t length = byte() % 9;
    std::uint64_t value = 0;
    for (std::uint8_t i = 0; i < length; ++i) value = value << 8U | byte();
    return byte() % 4 == 0 ? -static_cast<std::int64_t>(value >> 1U) : static_cast<std::int64_t>(value);
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t used_ = 0;
};

// Overwrites single bytes of a file, three bytes of input for the place and one for the value, until the input ends.
inline void change_bytes(const std::filesystem::path& path, FuzzInput& input) {
  const auto size = std::filesystem::file_size(path);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  while (!input.empty()) {
    std::uint64_t place = 0;
    for (int i = 0; i < 3; ++i) place = place << 8U | input.byte();
    file.seekp(static_cast<std::streamoff>(place % size));
    file.put(static_cast<char>(input.byte()));
  }
}

}  // namespace matroute
