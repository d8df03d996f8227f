// Global heap collections, found by their signature and followed object by object.
#include "datasets/io/hdf5_heaps.h"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace matroute {
namespace {

// Signature, version 1, three reserved bytes.
constexpr std::string_view kSignature("GCOL\x01\0\0\0", 8);
constexpr std::uint64_t kHeader = 16;  // of a collection, and of each object in it
constexpr std::size_t kBlock = std::size_t{1} << 20U;

// Lengths are 8 bytes wide in every file that HDF5 writes unless told otherwise.
std::uint64_t number_at(std::ifstream& file, std::uint64_t place, unsigned bytes) {
  unsigned char raw[8] = {};
  file.seekg(static_cast<std::streamoff>(place));
  file.read(reinterpret_cast<char*>(raw), bytes);
  std::uint64_t value = 0;
  for (unsigned i = bytes; i-- > 0;) value = value << 8U | raw[i];
  return value;
}

bool is_sound(std::ifstream& file, std::uint64_t begin, std::uint64_t file_size) {
  const std::uint64_t size = number_at(file, begin + 8, 8);
  if (size < kHeader || size > file_size - begin) return false;
  std::uint64_t place = kHeader;
  while (place + kHeader <= size) {
    const std::uint64_t index = number_at(file, begin + place, 2);
    const std::uint64_t length = number_at(file, begin + place + 8, 8);
    const std::uint64_t room = size - place;
    if (length > room) return false;
    if (index == 0) return true;  // free space, to the end
    const std::uint64_t taken = kHeader + (length + 7) / 8 * 8;
    if (taken > room) return false;
    place += taken;
  }
  return true;
}

struct Stamp {
  std::uintmax_t size = 0;
  std::filesystem::file_time_type changed;
  bool operator==(const Stamp&) const = default;
};

std::optional<Stamp> stamp_of(const std::filesystem::path& path) {
  std::error_code unknown;
  Stamp stamp;
  stamp.size = std::filesystem::file_size(path, unknown);
  if (!unknown) stamp.changed = std::filesystem::last_write_time(path, unknown);
  return unknown ? std::nullopt : std::optional(stamp);
}

// Times of change are coarse: what has only just changed could change again and bear the same one.
bool is_settled(const Stamp& stamp) {
  return std::filesystem::file_time_type::clock::now() - stamp.changed > std::chrono::seconds(2);
}

void check_heaps_of(const std::filesystem::path& path) {
  std::ifstream blocks(path, std::ios::binary);
  std::ifstream heaps(path, std::ios::binary);
  std::error_code unknown;
  const std::uint64_t file_size = std::filesystem::file_size(path, unknown);
  if (!blocks || !heaps || unknown) return;  // HDF5 says why it cannot open this
  std::string text;
  for (std::uint64_t begin = 0; begin < file_size;) {
    const std::size_t kept = text.size();
    text.resize(kept + kBlock);
    blocks.read(text.data() + kept, kBlock);
    text.resize(kept + static_cast<std::size_t>(blocks.gcount()));
    if (blocks.gcount() == 0) return;
    for (std::size_t at = text.find(kSignature); at != std::string::npos; at = text.find(kSignature, at + 1)) {
      if (!is_sound(heaps, begin + at, file_size)) {
        throw Error(ErrorKind::kInput, path.string() + ": damaged: a text of variable length at byte " +
                                           std::to_string(begin + at) + " says it is longer than its place");
      }
    }
    const std::size_t tail = std::min(text.size(), kSignature.size() - 1);
    begin += text.size() - tail;
    text.erase(0, text.size() - tail);
    if (blocks.eof()) return;
  }
}

}  // namespace

void check_global_heaps(const std::filesystem::path& path) {
  static std::map<std::filesystem::path, Stamp> sound;
  const auto stamp = stamp_of(path);
  const auto known = sound.find(path);
  if (stamp && known != sound.end() && known->second == *stamp) return;
  check_heaps_of(path);
  if (stamp && is_settled(*stamp)) sound[path] = *stamp;
}

}  // namespace matroute
