// Reading and writing safetensors files.
#include "model/tensors/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/json_depth.h"

namespace matroute {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxHeaderBytes = 16U << 20U;
constexpr std::array<std::string_view, 7> kTypeNames = {"U8", "U16", "U32", "I32", "I64", "F32", "F64"};
constexpr std::array<std::size_t, 7> kTypeSizes = {1, 2, 4, 4, 8, 4, 8};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kModel, where + " is damaged or not a safetensors file: " + what);
}

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return !name.empty() && name.size() <= 256 && std::all_of(name.begin(), name.end(), fits);
}

Json read_header(std::span<const std::uint8_t> file, std::uint64_t& header_bytes, const std::string& where) {
  if (file.size() < 8) fail(where, "it is shorter than 8 bytes");
  std::memcpy(&header_bytes, file.data(), 8);
  if (header_bytes > kMaxHeaderBytes || header_bytes > file.size() - 8) fail(where, "its header length is impossible");
  const std::string_view text(reinterpret_cast<const char*>(file.data()) + 8, header_bytes);
  if (nests_deeper_than(text, 4)) fail(where, "its header is nested too deeply");
  std::set<std::string> names;
  bool repeated = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) repeated |= !names.insert(parsed.get<std::string>()).second;
    return true;
  };
  Json header = Json::parse(text, watch, false);
  if (!header.is_object()) fail(where, "its header is no JSON object");
  if (repeated) fail(where, "a name comes twice in its header");
  return header;
}

std::uint64_t whole_number(const Json& value, const std::string& where) {
  if (!value.is_number_unsigned()) fail(where, "a shape or offset is no whole number");
  return value.get<std::uint64_t>();
}

std::uint64_t byte_count(const Tensor& tensor, const std::string& where) {
  std::uint64_t bytes = size_of(tensor.type);
  for (const std::uint64_t extent : tensor.shape) {
    if (__builtin_mul_overflow(bytes, extent, &bytes)) fail(where, "the shape of " + tensor.name + " overflows");
  }
  return bytes;
}

template <class T>
bool all_finite(const std::vector<std::uint8_t>& bytes) {
  for (std::size_t i = 0; i < bytes.size(); i += sizeof(T)) {
    T value = 0;
    std::memcpy(&value, bytes.data() + i, sizeof(T));
    if (!std::isfinite(value)) return false;
  }
  return true;
}

Tensor read_tensor(const std::string& name, const Json& entry, std::span<const std::uint8_t> data,
                   std::uint64_t& next_offset, const std::string& where) {
  if (!is_name(name)) fail(where, "a tensor has an impossible name");
  if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype") || !entry.contains("shape") ||
      !entry.contains("data_offsets") || !entry["dtype"].is_string() || !entry["shape"].is_array() ||
      !entry["data_offsets"].is_array() || entry["data_offsets"].size() != 2) {
    fail(where, "the entry of " + name + " does not have just dtype, shape and data_offsets");
  }
  Tensor tensor;
  tensor.name = name;
  const auto type = std::find(kTypeNames.begin(), kTypeNames.end(), entry["dtype"].get<std::string>());
  if (type == kTypeNames.end()) fail(where, name + " has a type that is not used here");
  tensor.type = static_cast<TensorType>(type - kTypeNames.begin());
  for (const Json& extent : entry["shape"]) tensor.shape.push_back(whole_number(extent, where));
  const std::uint64_t begin = whole_number(entry["data_offsets"][0], where);
  const std::uint64_t end = whole_number(entry["data_offsets"][1], where);
  if (begin != next_offset || end < begin || end > data.size())
    fail(where, "the data of " + name + " lie out of place");
  if (end - begin != byte_count(tensor, where)) fail(where, "shape and size of " + name + " disagree");
  tensor.bytes.assign(data.begin() + static_cast<std::ptrdiff_t>(begin),
                      data.begin() + static_cast<std::ptrdiff_t>(end));
  if ((tensor.type == TensorType::kF32 && !all_finite<float>(tensor.bytes)) ||
      (tensor.type == TensorType::kF64 && !all_finite<double>(tensor.bytes))) {
    fail(where, name + " holds a number that is not finite");
  }
  next_offset = end;
  return tensor;
}

}  // namespace

std::size_t size_of(TensorType type) { return kTypeSizes.at(static_cast<std::size_t>(type)); }

std::vector<Tensor> read_safetensors(std::span<const std::uint8_t> file, const std::string& where) {
  std::uint64_t header_bytes = 0;
  const Json header = read_header(file, header_bytes, where);
  const auto data = file.subspan(8 + header_bytes);
  // Files of other programs may list tensors in any order: they are read in the order of their data.
  std::vector<std::pair<std::string, const Json*>> entries;
  for (const auto& [name, entry] : header.items()) {
    if (name != "__metadata__") entries.emplace_back(name, &entry);
  }
  const auto begin_of = [](const Json& entry) -> std::uint64_t {
    if (!entry.is_object() || !entry.contains("data_offsets") || !entry["data_offsets"].is_array()) return 0;
    const Json& offsets = entry["data_offsets"];
    return offsets.empty() || !offsets[0].is_number_unsigned() ? 0 : offsets[0].get<std::uint64_t>();
  };
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const auto& a, const auto& b) { return begin_of(*a.second) < begin_of(*b.second); });
  std::vector<Tensor> tensors;
  tensors.reserve(entries.size());
  std::uint64_t next_offset = 0;
  for (const auto& [name, entry] : entries) tensors.push_back(read_tensor(name, *entry, data, next_offset, where));
  if (next_offset != data.size()) fail(where, "there are bytes that belong to no tensor");
  return tensors;
}

std::vector<std::uint8_t> write_safetensors(const std::vector<Tensor>& tensors) {
  Json header = Json::object();
  std::uint64_t offset = 0;
  for (const Tensor& tensor : tensors) {
    const bool sound = is_name(tensor.name) && !header.contains(tensor.name);
    if (!sound || byte_count(tensor, tensor.name) != tensor.bytes.size()) {
      throw Error(ErrorKind::kInternal, "tensor " + tensor.name + " has a wrong name, shape or size");
    }
    header[tensor.name] = {{"dtype", kTypeNames.at(static_cast<std::size_t>(tensor.type))},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, offset + tensor.bytes.size()}}};
    offset += tensor.bytes.size();
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // the data begin at a multiple of 8 bytes
  const std::uint64_t header_bytes = text.size();
  std::vector<std::uint8_t> file(8 + text.size());
  std::memcpy(file.data(), &header_bytes, 8);
  std::memcpy(file.data() + 8, text.data(), text.size());
  for (const Tensor& tensor : tensors) file.insert(file.end(), tensor.bytes.begin(), tensor.bytes.end());
  return file;
}

namespace {

template <class T>
void require_all_finite(std::span<const T> values, const std::string& tensor, const std::string& where) {
  if (std::ranges::all_of(values, [](T value) { return std::isfinite(value); })) return;
  throw Error(ErrorKind::kModel, where + ": tensor " + tensor + " holds a number that is not finite");
}

}  // namespace

void require_finite(std::span<const float> values, const std::string& tensor, const std::string& where) {
  require_all_finite(values, tensor, where);
}

void require_finite(std::span<const double> values, const std::string& tensor, const std::string& where) {
  require_all_finite(values, tensor, where);
}

const Tensor& find_tensor(const std::vector<Tensor>& tensors, const std::string& name, TensorType type,
                          const std::string& where) {
  for (const Tensor& tensor : tensors) {
    if (tensor.name != name) continue;
    if (tensor.type != type || tensor.shape.size() != 1) {
      throw Error(ErrorKind::kModel, where + ": tensor " + name + " should be one-dimensional " +
                                         std::string(kTypeNames.at(static_cast<std::size_t>(type))));
    }
    return tensor;
  }
  throw Error(ErrorKind::kModel, where + ": tensor " + name + " is missing");
}

}  // namespace matroute
