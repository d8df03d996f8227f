// What an HDF5 file holds: names, members and attributes.
#include <hdf5.h>
#include <simdjson.h>

#include <algorithm>

#include "base/error.h"
#include "datasets/io/hdf5_internal.h"
#include "datasets/io/hdf5_util.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxAttributeBytes = std::size_t{1} << 20;

H5Handle open_attribute(const H5File& file, const std::string& object, const std::string& name) {
  if (!file.exists(object) || H5Aexists_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT) <= 0) return {};
  return {H5Aopen_by_name(file.id(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose};
}

[[noreturn]] void fail(const H5File& file, const std::string& object, const std::string& name, const char* what) {
  throw Error(ErrorKind::kInput, file.path().string() + ": " + object + ": attribute " + name + " " + what);
}

bool is_scalar_of(const H5Handle& attribute, H5T_class_t type_class, std::size_t bytes) {
  const H5Handle type(H5Aget_type(attribute.id()), H5Tclose);
  const H5Handle space(H5Aget_space(attribute.id()), H5Sclose);
  return H5Sget_simple_extent_npoints(space.id()) == 1 && H5Tget_class(type.id()) == type_class &&
         (bytes == 0 || H5Tget_size(type.id()) <= bytes);
}

// Variable or fixed length; h5py writes either.
std::optional<std::string> read_attribute_text(const H5Handle& attribute) {
  const H5Handle type(H5Aget_type(attribute.id()), H5Tclose);
  if (H5Tis_variable_str(type.id()) > 0) {
    char* pointer = nullptr;
    const H5Handle memory(H5Tcopy(type.id()), H5Tclose);
    if (H5Aread(attribute.id(), memory.id(), &pointer) < 0) return std::nullopt;
    std::string text = pointer == nullptr ? "" : pointer;
    H5free_memory(pointer);
    return text;
  }
  std::string text(H5Tget_size(type.id()), '\0');
  if (text.size() > kMaxAttributeBytes || H5Aread(attribute.id(), type.id(), text.data()) < 0) return std::nullopt;
  return text.substr(0, text.find('\0'));
}

}  // namespace

bool H5File::exists(const std::string& name) const {
  if (name == "/" || name.empty()) return true;
  for (std::size_t end = name.find('/', 1);; end = name.find('/', end + 1)) {
    const std::string part = name.substr(0, end);
    if (H5Lexists(id(), part.c_str(), H5P_DEFAULT) <= 0) return false;
    if (end == std::string::npos) break;
  }
  return H5Oexists_by_name(id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> H5File::list(const std::string& group) const {
  const H5Handle handle(H5Gopen2(id(), group.empty() ? "/" : group.c_str(), H5P_DEFAULT), H5Gclose);
  const std::string where = path_.string() + ": " + group;
  if (!handle.valid()) throw_read_error(where, "no such group");
  H5G_info_t info{};
  if (H5Gget_info(handle.id(), &info) < 0) throw_read_error(where, "the group cannot be read");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    char name[1024];
    const auto length =
        H5Lget_name_by_idx(handle.id(), ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT);
    if (length < 0 || length >= static_cast<ssize_t>(sizeof name)) throw_read_error(where, "a name cannot be read");
    names.emplace_back(name);
  }
  return names;
}

std::optional<std::string> H5File::text_attribute(const std::string& object, const std::string& name) const {
  const H5Handle attribute = open_attribute(*this, object, name);
  if (!attribute.valid()) return std::nullopt;
  if (!is_scalar_of(attribute, H5T_STRING, 0)) fail(*this, object, name, "is not a text");
  auto text = read_attribute_text(attribute);
  if (!text || !simdjson::validate_utf8(*text)) fail(*this, object, name, "cannot be read as UTF-8 text");
  return text;
}

std::optional<std::int64_t> H5File::int_attribute(const std::string& object, const std::string& name) const {
  const H5Handle attribute = open_attribute(*this, object, name);
  if (!attribute.valid()) return std::nullopt;
  std::int64_t value = 0;
  if (!is_scalar_of(attribute, H5T_INTEGER, sizeof value) || H5Aread(attribute.id(), H5T_NATIVE_INT64, &value) < 0) {
    fail(*this, object, name, "is not a whole number");
  }
  return value;
}

std::optional<double> H5File::float_attribute(const std::string& object, const std::string& name) const {
  const H5Handle attribute = open_attribute(*this, object, name);
  if (!attribute.valid()) return std::nullopt;
  double value = 0.0;
  if (!is_scalar_of(attribute, H5T_FLOAT, sizeof value) || H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value) < 0) {
    fail(*this, object, name, "is not a number");
  }
  return value;
}

}  // namespace matroute
