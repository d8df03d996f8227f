// Tensors in the safetensors format (https://github.com/huggingface/safetensors): an 8-byte little-endian header
// length, a JSON header, raw little-endian data. Files are not trusted; nothing in them is executed.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace matroute {

enum class TensorType : std::uint8_t { kU8, kU16, kU32, kI32, kI64, kF32, kF64 };

template <class T>
constexpr TensorType tensor_type() {
  if constexpr (std::is_same_v<T, std::uint8_t>)
    return TensorType::kU8;
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return TensorType::kU16;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return TensorType::kU32;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return TensorType::kI32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return TensorType::kI64;
  else if constexpr (std::is_same_v<T, float>)
    return TensorType::kF32;
  else {
    static_assert(std::is_same_v<T, double>, "no such tensor type");
    return TensorType::kF64;
  }
}

// Bytes of one element.
std::size_t size_of(TensorType type);

struct Tensor {
  std::string name;  // letters, digits and . _ - only
  TensorType type = TensorType::kU8;
  std::vector<std::uint64_t> shape;
  std::vector<std::uint8_t> bytes;  // row-major, little-endian

  template <class T>
  static Tensor of(std::string name, std::span<const T> values) {
    Tensor tensor{std::move(name), tensor_type<T>(), {values.size()}, {}};
    tensor.bytes.resize(values.size_bytes());
    if (!values.empty()) std::memcpy(tensor.bytes.data(), values.data(), values.size_bytes());
    return tensor;
  }
};

// The values of the tensor `name`. Throws Error (model), naming `where`, unless the tensor is there, has one dimension
// and the type T, and holds finite numbers.
template <class T>
std::vector<T> values_of(const std::vector<Tensor>& tensors, const std::string& name, const std::string& where);

// Throws Error (model), naming `where`, for anything but a well-formed file: length and JSON of the header, names,
// types, shapes, offsets without gaps or overlaps, and floats that are finite.
std::vector<Tensor> read_safetensors(std::span<const std::uint8_t> file, const std::string& where);

// Tensors stand in the file in the order given. Throws Error (internal) where a name is no good or comes twice, or
// where bytes do not fit type and shape.
std::vector<std::uint8_t> write_safetensors(const std::vector<Tensor>& tensors);

// Throws Error (model), naming `where` and the tensor, where a value is infinite or NaN.
void require_finite(std::span<const float> values, const std::string& tensor, const std::string& where);
void require_finite(std::span<const double> values, const std::string& tensor, const std::string& where);

// The tensor `name`. Throws Error (model), naming `where`, unless the tensor is there and has one dimension and the
// type.
const Tensor& find_tensor(const std::vector<Tensor>& tensors, const std::string& name, TensorType type,
                          const std::string& where);

template <class T>
std::vector<T> values_of(const std::vector<Tensor>& tensors, const std::string& name, const std::string& where) {
  const Tensor& tensor = find_tensor(tensors, name, tensor_type<T>(), where);
  std::vector<T> values(tensor.bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  if constexpr (std::is_floating_point_v<T>) require_finite(values, name, where);
  return values;
}

}  // namespace matroute
