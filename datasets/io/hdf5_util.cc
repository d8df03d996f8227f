// HDF5 files as a whole: creating, opening, closing, and writing of attributes.
#include "datasets/io/hdf5_util.h"

#include <hdf5.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"
#include "datasets/io/hdf5_heaps.h"
#include "datasets/io/hdf5_internal.h"

namespace matroute {
namespace {

std::string where_of(const std::filesystem::path& path, const std::string& object) {
  return path.string() + ": " + (object.starts_with('/') ? object : "/" + object);
}

// Locks are taken where the file system has them (network file systems often have none).
H5Handle access_properties() {
  H5Handle properties(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_libver_bounds(properties.id(), H5F_LIBVER_V18, H5F_LIBVER_V18);
  H5Pset_file_locking(properties.id(), true, true);
  return properties;
}

// The environment variable overrides what a program asks for; HDF5 then locks by itself.
bool locks_by_environment() {
  const char* asked = std::getenv("HDF5_USE_FILE_LOCKING");
  return asked != nullptr && std::string_view(asked) != "FALSE" && std::string_view(asked) != "0";
}

H5Handle created_file(const std::filesystem::path& path, unsigned flags, const H5Handle& access) {
  const H5Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.id(), false);
  H5Handle file(H5Fcreate(path.c_str(), flags, creation.id(), access.id()), H5Fclose);
  if (!file.valid()) throw_write_error(path.string(), "cannot be created");
  return file;
}

H5Handle open_object(std::int64_t file, const std::string& name) {
  return {H5Oopen(file, name.c_str(), H5P_DEFAULT), H5Oclose};
}

H5Handle variable_text_type() {
  H5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

void write_attribute(std::int64_t object, const std::string& where, const std::string& name, std::int64_t file_type,
                     std::int64_t memory_type, const void* value) {
  const H5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  H5Handle attribute(H5Acreate2(object, name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  if (!attribute.valid() || H5Awrite(attribute.id(), memory_type, value) < 0 || !attribute.close()) {
    throw_write_error(where, "cannot write the attribute " + name);
  }
}

void require_readable_file(const std::filesystem::path& path) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) throw Error(ErrorKind::kInput, path.string() + ": no such file");
  if (std::filesystem::is_directory(status)) {
    throw Error(ErrorKind::kInput, path.string() + ": is a directory, expected an HDF5 file");
  }
}

}  // namespace

bool begins_as_hdf5(const std::filesystem::path& path) {
  constexpr std::array<char, 8> kSignature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> head{};
  std::ifstream(path, std::ios::binary).read(head.data(), head.size());
  return head == kSignature;
}

H5File H5File::create(const std::filesystem::path& path) {
  silence_hdf5();
  std::error_code code;
  if (std::filesystem::exists(path, code)) {
    throw Error(ErrorKind::kOutput, path.string() + ": exists already and is not overwritten");
  }
  return {created_file(path, H5F_ACC_EXCL, access_properties()), path};
}

H5File H5File::create(AtomicFile& output) {
  silence_hdf5();
  const H5Handle access = access_properties();
  if (locks_by_environment()) {
    output.unlock();
  } else {
    H5Pset_file_locking(access.id(), false, true);
  }
  return {created_file(output.temporary(), H5F_ACC_TRUNC, access), output.temporary()};
}

H5File H5File::open(const std::filesystem::path& path) {
  silence_hdf5();
  require_readable_file(path);
  if (H5Fis_hdf5(path.c_str()) == 0) {
    throw Error(ErrorKind::kInput, path.string() + ": not an HDF5 file, or cut off at its beginning");
  }
  const H5Handle access = access_properties();
  H5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
  if (!file.valid()) throw_read_error(path.string(), "cannot be opened as an HDF5 file");
  check_global_heaps(path);
  return {std::move(file), path};
}

void H5File::close() {
  if (!file_.valid()) return;
  if (H5Fflush(file_.id(), H5F_SCOPE_LOCAL) < 0) throw_write_error(path_.string(), "cannot be written");
  if (!file_.close()) throw_write_error(path_.string(), "cannot be closed");
}

// Without times of change, so that the same content gives the same file.
void H5File::create_group(const std::string& name) const {
  const H5Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.id(), false);
  for (std::size_t end = name.find('/', 1);; end = name.find('/', end + 1)) {
    const std::string part = name.substr(0, end);
    if (H5Lexists(id(), part.c_str(), H5P_DEFAULT) <= 0) {
      const H5Handle group(H5Gcreate2(id(), part.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Gclose);
      if (!group.valid()) throw_write_error(where_of(path_, part), "cannot create the group");
    }
    if (end == name.npos) return;
  }
}

void H5File::set_attribute_of(std::int64_t object, const std::string& where, const std::string& name,
                              std::string_view value) {
  const H5Handle type = variable_text_type();
  const std::string text(value);
  const char* pointer = text.c_str();
  write_attribute(object, where, name, type.id(), type.id(), &pointer);
}

void H5File::set_attribute(const std::string& object, const std::string& name, std::string_view value) {
  const H5Handle handle = open_object(id(), object);
  if (!handle.valid()) throw_write_error(where_of(path_, object), "no such object");
  set_attribute_of(handle.id(), where_of(path_, object), name, value);
}

void H5File::set_attribute(const std::string& object, const std::string& name, std::int64_t value) {
  const H5Handle handle = open_object(id(), object);
  if (!handle.valid()) throw_write_error(where_of(path_, object), "no such object");
  write_attribute(handle.id(), where_of(path_, object), name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void H5File::set_attribute(const std::string& object, const std::string& name, double value) {
  const H5Handle handle = open_object(id(), object);
  if (!handle.valid()) throw_write_error(where_of(path_, object), "no such object");
  write_attribute(handle.id(), where_of(path_, object), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

}  // namespace matroute
