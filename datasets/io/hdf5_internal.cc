// HDF5's error stack, walked to its innermost entry, and HDF5 datatypes made from our own descriptions of them.
#include "datasets/io/hdf5_internal.h"

#include <hdf5.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/error.h"

namespace matroute {
namespace {

struct Cause {
  std::string description;  // of the innermost entry
  int error_number = 0;     // of the system, 0 where the stack names none
};

// Descriptions look like "unable to write data (errno = 28, error message = '...', ...)".
void note_entry(const H5E_error2_t& entry, Cause& cause) {
  if (entry.desc == nullptr) return;
  const std::string text = entry.desc;
  cause.description = text;
  const auto at = text.find("errno = ");
  if (at != std::string::npos) cause.error_number = std::atoi(text.c_str() + at + 8);
}

Cause take_cause() {
  Cause cause;
  const auto visit = [](unsigned, const H5E_error2_t* entry, void* data) -> herr_t {
    note_entry(*entry, *static_cast<Cause*>(data));
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, visit, &cause);
  H5Eclear2(H5E_DEFAULT);
  return cause;
}

// What the system said, else HDF5's reason without the addresses and flags behind it.
std::string message(const std::string& where, const std::string& what, const Cause& cause) {
  const std::string reason = cause.error_number != 0 ? std::strerror(cause.error_number)
                                                     : cause.description.substr(0, cause.description.find(": "));
  return where + ": " + what + (reason.empty() ? "" : " (" + reason + ")");
}

hid_t file_type_id(H5Type type) {
  switch (type) {
    case H5Type::kU8:
      return H5T_STD_U8LE;
    case H5Type::kU16:
      return H5T_STD_U16LE;
    case H5Type::kU32:
      return H5T_STD_U32LE;
    case H5Type::kU64:
      return H5T_STD_U64LE;
    case H5Type::kI64:
      return H5T_STD_I64LE;
    case H5Type::kF32:
      return H5T_IEEE_F32LE;
    case H5Type::kF64:
      return H5T_IEEE_F64LE;
    case H5Type::kText:
      return H5T_C_S1;
  }
  return -1;
}

hid_t memory_type_id(H5Type type) {
  switch (type) {
    case H5Type::kU8:
      return H5T_NATIVE_UINT8;
    case H5Type::kU16:
      return H5T_NATIVE_UINT16;
    case H5Type::kU32:
      return H5T_NATIVE_UINT32;
    case H5Type::kU64:
      return H5T_NATIVE_UINT64;
    case H5Type::kI64:
      return H5T_NATIVE_INT64;
    case H5Type::kF32:
      return H5T_NATIVE_FLOAT;
    case H5Type::kF64:
      return H5T_NATIVE_DOUBLE;
    case H5Type::kText:
      return H5T_C_S1;
  }
  return -1;
}

// h5py and PyTables read the charset; the padding is NUL as in numpy's S types.
H5Handle text_type(std::size_t width) {
  H5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.id(), width);
  H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
  return type;
}

H5Handle field_type(const H5Field& field) {
  return field.type == H5Type::kText ? text_type(field.width) : memory_type(field.type);
}

}  // namespace

void throw_read_error(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kInput, message(where, what, take_cause()));
}

void throw_write_error(const std::string& where, const std::string& what) {
  const Cause cause = take_cause();
  const int code = cause.error_number;
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) {
    throw Error(ErrorKind::kResource, where + ": the disk is full or the file too large; " + what);
  }
  throw Error(ErrorKind::kOutput, message(where, what, cause));
}

H5Handle file_type(H5Type type) { return {H5Tcopy(file_type_id(type)), H5Tclose}; }

H5Handle memory_type(H5Type type) { return {H5Tcopy(memory_type_id(type)), H5Tclose}; }

H5Handle enum_type(std::span<const std::string_view> members) {
  H5Handle type(H5Tenum_create(H5T_STD_U8LE), H5Tclose);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto value = static_cast<std::uint8_t>(i);
    H5Tenum_insert(type.id(), std::string(members[i]).c_str(), &value);
  }
  return type;
}

H5Handle compound_type(std::span<const H5Field> fields, std::size_t row_bytes) {
  H5Handle type(H5Tcreate(H5T_COMPOUND, row_bytes), H5Tclose);
  for (const H5Field& field : fields) {
    const H5Handle member = field_type(field);
    H5Tinsert(type.id(), field.name.c_str(), field.offset, member.id());
  }
  return type;
}

H5Handle packed_compound_type(std::span<const H5Field> fields) {
  std::size_t row_bytes = 0;
  for (const H5Field& field : fields) row_bytes += field.type == H5Type::kText ? field.width : bytes_of(field.type);
  H5Handle type(H5Tcreate(H5T_COMPOUND, row_bytes), H5Tclose);
  std::size_t offset = 0;
  for (const H5Field& field : fields) {
    const H5Handle member = field.type == H5Type::kText ? text_type(field.width) : file_type(field.type);
    H5Tinsert(type.id(), field.name.c_str(), offset, member.id());
    offset += H5Tget_size(member.id());
  }
  return type;
}

std::size_t bytes_of(H5Type type) { return H5Tget_size(memory_type_id(type)); }

}  // namespace matroute
