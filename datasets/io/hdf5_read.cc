// Reading from HDF5 files of unknown origin: every size, type and pointer is checked before it is used.
#include <hdf5.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "datasets/io/hdf5_internal.h"
#include "datasets/io/hdf5_util.h"

namespace matroute {
namespace {

// Deflate shrinks at most by 1032; a dataset that claims more than that (and is large) is not backed by data.
constexpr std::uint64_t kLargestRatio = 1100;
constexpr std::uint64_t kAlwaysAllowedBytes = std::uint64_t{64} << 20;

struct OpenDataset {
  H5Handle dataset;
  H5Handle type;
  hsize_t rows = 0;
  hsize_t columns = 1;
  int rank = 1;
  std::string where;
};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kInput, where + ": " + what);
}

OpenDataset open_dataset(const H5File& file, const std::string& name) {
  OpenDataset open;
  open.where = file.path().string() + ": /" + name;
  if (!file.exists(name)) fail(open.where, "no such dataset");
  open.dataset = H5Handle(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
  if (!open.dataset.valid()) throw_read_error(open.where, "cannot open the dataset");
  open.type = H5Handle(H5Dget_type(open.dataset.id()), H5Tclose);
  const H5Handle space(H5Dget_space(open.dataset.id()), H5Sclose);
  open.rank = H5Sget_simple_extent_ndims(space.id());
  if (!open.type.valid() || (open.rank != 1 && open.rank != 2)) {
    throw_read_error(open.where, "not a dataset of one or two dimensions");
  }
  hsize_t size[2] = {0, 1};
  if (H5Sget_simple_extent_dims(space.id(), size, nullptr) < 0) throw_read_error(open.where, "unreadable extent");
  open.rows = size[0];
  open.columns = size[1];
  return open;
}

bool matches(std::int64_t stored, H5Type type) {
  const H5Handle expected = memory_type(type);
  hid_t actual = stored;
  H5Handle base;
  if (H5Tget_class(stored) == H5T_ENUM) {
    base = H5Handle(H5Tget_super(stored), H5Tclose);
    actual = base.id();
  }
  const bool sized =
      H5Tget_class(actual) == H5Tget_class(expected.id()) && H5Tget_size(actual) == H5Tget_size(expected.id());
  return sized && (H5Tget_class(actual) != H5T_INTEGER || H5Tget_sign(actual) == H5Tget_sign(expected.id()));
}

std::uint64_t checked_count(const OpenDataset& open, std::uint64_t first, std::optional<std::uint64_t> count,
                            std::uint64_t row_bytes) {
  const std::uint64_t left = first <= open.rows ? open.rows - first : 0;
  if (first > open.rows || count.value_or(left) > left)
    fail(open.where, "has too few rows (" + std::to_string(open.rows) + ")");
  const std::uint64_t wanted = count.value_or(left);
  const std::uint64_t stored = H5Dget_storage_size(open.dataset.id());
  const std::uint64_t allowed = std::max(kAlwaysAllowedBytes, stored * kLargestRatio);
  if (wanted > allowed / row_bytes) fail(open.where, "claims more rows than the file can hold");
  return wanted;
}

void read_block(const OpenDataset& open, std::int64_t memory, std::uint64_t first, std::uint64_t count, void* out) {
  if (count == 0) return;
  const hsize_t start[2] = {first, 0};
  const hsize_t extent[2] = {count, open.columns};
  const H5Handle space(H5Dget_space(open.dataset.id()), H5Sclose);
  const H5Handle block(H5Screate_simple(open.rank, extent, nullptr), H5Sclose);
  if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start, nullptr, extent, nullptr) < 0 ||
      H5Dread(open.dataset.id(), memory, block.id(), space.id(), H5P_DEFAULT, out) < 0) {
    throw_read_error(open.where, "cannot be read");
  }
}

template <class T>
std::vector<T> read_values(const OpenDataset& open, std::uint64_t first, std::optional<std::uint64_t> count) {
  if (!matches(open.type.id(), kH5TypeOf<T>)) fail(open.where, "does not have the expected type");
  if (open.columns == 0 || open.columns > (1U << 20)) fail(open.where, "has an unexpected width");
  const std::uint64_t wanted = checked_count(open, first, count, sizeof(T) * open.columns);
  std::vector<T> values(wanted * open.columns);
  const bool is_enum = H5Tget_class(open.type.id()) == H5T_ENUM;
  const H5Handle memory = is_enum ? H5Handle(H5Tcopy(open.type.id()), H5Tclose) : memory_type(kH5TypeOf<T>);
  read_block(open, memory.id(), first, wanted, values.data());
  return values;
}

// As it may stand in a message: names in a file of unknown origin can be anything.
std::string quoted_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  if (!simdjson::validate_utf8(name)) return "(not UTF-8)";
  return name.size() <= kLongest ? "\"" + std::string(name) + "\"" : "of " + std::to_string(name.size()) + " bytes";
}

// Index of the stored enum's n-th member in `members`.
std::uint8_t index_of_member(const OpenDataset& open, unsigned n, std::span<const std::string_view> members) {
  char* text = H5Tget_member_name(open.type.id(), n);
  if (text == nullptr) throw_read_error(open.where, "has a member without a name");
  const std::string name = text;
  H5free_memory(text);
  const auto at = std::find(members.begin(), members.end(), name);
  if (at == members.end()) {
    fail(open.where, "is an enum with the name " + quoted_name(name) + ", which this program does not know; " +
                         "use a newer matroute");
  }
  return static_cast<std::uint8_t>(at - members.begin());
}

std::array<std::uint8_t, 256> indices_of_members(const OpenDataset& open, std::span<const std::string_view> members) {
  if (H5Tget_class(open.type.id()) != H5T_ENUM || H5Tget_size(open.type.id()) != 1) {
    fail(open.where, "is not the expected enum");
  }
  std::array<std::uint8_t, 256> indices{};
  indices.fill(H5File::kNoMember);
  const int count = H5Tget_nmembers(open.type.id());
  for (int n = 0; n < count; ++n) {
    const auto number = static_cast<unsigned>(n);
    std::uint8_t value = 0;
    if (H5Tget_member_value(open.type.id(), number, &value) < 0) throw_read_error(open.where, "has an unreadable enum");
    indices[value] = index_of_member(open, number, members);
  }
  return indices;
}

void require_rising(const std::string& where, std::span<const std::uint64_t> pointers, std::uint64_t end) {
  for (std::size_t i = 0; i < pointers.size(); ++i) {
    const bool falls = i > 0 && pointers[i] < pointers[i - 1];
    if (falls || pointers[i] > end) fail(where, "row " + std::to_string(i) + ": pointer falls or leaves its column");
  }
}

}  // namespace

std::uint64_t H5File::rows(const std::string& name) const { return open_dataset(*this, name).rows; }

std::uint64_t H5File::columns(const std::string& name) const { return open_dataset(*this, name).columns; }

void H5File::require_backed(const std::string& name) const {
  const OpenDataset open = open_dataset(*this, name);
  checked_count(open, 0, std::nullopt, std::max<std::uint64_t>(1, H5Tget_size(open.type.id()) * open.columns));
}

void H5File::require_width(const std::string& name, std::uint64_t columns) const {
  const OpenDataset open = open_dataset(*this, name);
  if (open.columns != columns) fail(open.where, "does not have " + std::to_string(columns) + " values a row");
}

template <class T>
std::vector<T> H5File::read(const std::string& name, std::uint64_t first, std::optional<std::uint64_t> count) const {
  return read_values<T>(open_dataset(*this, name), first, count);
}

template std::vector<std::uint8_t> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<std::uint16_t> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<std::uint32_t> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<std::uint64_t> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<std::int64_t> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<float> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;
template std::vector<double> H5File::read(const std::string&, std::uint64_t, std::optional<std::uint64_t>) const;

std::array<std::uint8_t, 256> H5File::enum_indices(const std::string& name,
                                                   std::span<const std::string_view> members) const {
  return indices_of_members(open_dataset(*this, name), members);
}

std::vector<std::uint8_t> H5File::read_enum(const std::string& name, std::span<const std::string_view> members,
                                            std::uint64_t first, std::optional<std::uint64_t> count) const {
  const OpenDataset open = open_dataset(*this, name);
  const auto indices = indices_of_members(open, members);
  auto values = read_values<std::uint8_t>(open, first, count);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::uint8_t index = indices[values[row]];
    if (index == kNoMember) {
      fail(open.where, "row " + std::to_string(first + row) + ": value " + std::to_string(values[row]) +
                           " is no member of the enum");
    }
    values[row] = index;
  }
  return values;
}

std::vector<std::string> H5File::read_text(const std::string& name, std::uint64_t first,
                                           std::optional<std::uint64_t> count) const {
  const OpenDataset bytes = open_dataset(*this, name);
  const OpenDataset pointers = open_dataset(*this, name + "_ptr");
  if (pointers.rows == 0) fail(pointers.where, "is empty, expected at least one pointer");
  const std::uint64_t texts = pointers.rows - 1;
  const std::uint64_t wanted = count.value_or(first <= texts ? texts - first : 0);
  if (first > texts || wanted > texts - first) fail(bytes.where, "has too few rows (" + std::to_string(texts) + ")");
  const auto ptr = read_values<std::uint64_t>(pointers, first, wanted + 1);
  require_rising(pointers.where, ptr, bytes.rows);
  const auto content = read_values<std::uint8_t>(bytes, ptr.front(), ptr.back() - ptr.front());
  std::vector<std::string> result;
  result.reserve(wanted);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    const auto* begin = reinterpret_cast<const char*>(content.data()) + (ptr[i] - ptr.front());
    result.emplace_back(begin, ptr[i + 1] - ptr[i]);
    if (!simdjson::validate_utf8(result.back())) fail(bytes.where, "row " + std::to_string(first + i) + ": not UTF-8");
  }
  return result;
}

std::vector<std::uint64_t> H5File::read_pointers(const std::string& name, std::uint64_t target_rows) const {
  const OpenDataset open = open_dataset(*this, name);
  auto pointers = read_values<std::uint64_t>(open, 0, std::nullopt);
  if (pointers.empty() || pointers.front() != 0 || pointers.back() != target_rows) {
    fail(open.where, "does not run from 0 to " + std::to_string(target_rows));
  }
  require_rising(open.where, pointers, target_rows);
  return pointers;
}

std::vector<char> H5File::read_compound(const std::string& name, std::span<const H5Field> fields, std::size_t row_bytes,
                                        std::uint64_t first, std::optional<std::uint64_t> count) const {
  const OpenDataset open = open_dataset(*this, name);
  const H5Handle expected = packed_compound_type(fields);
  if (open.rank != 1 || H5Tequal(open.type.id(), expected.id()) <= 0)
    fail(open.where, "does not have the expected fields");
  const H5Handle memory = compound_type(fields, row_bytes);
  const std::uint64_t wanted = checked_count(open, first, count, row_bytes);
  std::vector<char> rows(wanted * row_bytes);
  read_block(open, memory.id(), first, wanted, rows.data());
  return rows;
}

}  // namespace matroute
