// Handles of HDF5, and what a column is: its type, its label, the fields of a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace matroute {

// Stops HDF5 from printing what goes wrong on this thread; call before anything else.
void silence_hdf5();

// Sole owner of an HDF5 identifier (hid_t). Not thread-safe: one thread at a time uses HDF5.
class H5Handle {
 public:
  using Closer = int (*)(std::int64_t);
  H5Handle() = default;
  H5Handle(std::int64_t id, Closer closer) : id_(id), closer_(closer) {}
  H5Handle(H5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  H5Handle& operator=(H5Handle&& other) noexcept;
  ~H5Handle() { close(); }

  std::int64_t id() const { return id_; }
  bool valid() const { return id_ >= 0; }
  // False where HDF5 reports a failure; the handle is empty afterwards.
  bool close() noexcept { return id_ < 0 || closer_(std::exchange(id_, -1)) >= 0; }

 private:
  std::int64_t id_ = -1;
  Closer closer_ = nullptr;
};

// The types that a column may have. kText is a fixed width inside a compound row.
enum class H5Type : std::uint8_t { kU8, kU16, kU32, kU64, kI64, kF32, kF64, kText };

template <class T>
inline constexpr H5Type kH5TypeOf = H5Type::kText;
template <>
inline constexpr H5Type kH5TypeOf<std::uint8_t> = H5Type::kU8;
template <>
inline constexpr H5Type kH5TypeOf<std::uint16_t> = H5Type::kU16;
template <>
inline constexpr H5Type kH5TypeOf<std::uint32_t> = H5Type::kU32;
template <>
inline constexpr H5Type kH5TypeOf<std::uint64_t> = H5Type::kU64;
template <>
inline constexpr H5Type kH5TypeOf<std::int64_t> = H5Type::kI64;
template <>
inline constexpr H5Type kH5TypeOf<float> = H5Type::kF32;
template <>
inline constexpr H5Type kH5TypeOf<double> = H5Type::kF64;

// Attributes of every numeric dataset. "1" is the unit of counts, indices and shares.
struct H5Label {
  std::string units;
  std::string description;
};

// One field of a compound row as it lies in memory.
struct H5Field {
  std::string name;
  H5Type type = H5Type::kU8;
  std::size_t offset = 0;
  std::size_t width = 0;  // bytes; for kText only, padded with NUL
};

}  // namespace matroute
