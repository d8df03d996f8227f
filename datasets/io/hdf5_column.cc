// Extensible HDF5 datasets: created empty, extended with every block.
#include "datasets/io/hdf5_column.h"

#include <hdf5.h>

#include <algorithm>

#include "datasets/io/hdf5_internal.h"

namespace matroute {
namespace {

constexpr hsize_t kChunkBytes = 65536;
constexpr unsigned kDeflateLevel = 3;

// Numbers are shuffled. A compound row is mostly text, of which deflate makes more, and sooner, as it stands.
H5Handle creation_properties(std::size_t row_bytes, int rank, std::size_t columns, bool compound) {
  H5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const hsize_t chunk[2] = {std::max<hsize_t>(1, kChunkBytes / row_bytes), columns};
  H5Pset_chunk(properties.id(), rank, chunk);
  if (!compound) H5Pset_shuffle(properties.id());
  H5Pset_deflate(properties.id(), kDeflateLevel);
  H5Pset_obj_track_times(properties.id(), false);
  return properties;
}

}  // namespace

H5Appender::H5Appender(const H5File& file, const std::string& name, H5Type type, std::size_t columns,
                       const H5Label& label)
    : memory_type_(memory_type(type)),
      columns_(std::max<std::size_t>(1, columns)),
      is_matrix_(columns > 0),
      row_bytes_(bytes_of(type) * columns_) {
  create(file, name, file_type(type), label);
}

H5Appender::H5Appender(const H5File& file, const std::string& name, std::span<const std::string_view> members,
                       const H5Label& label)
    : memory_type_(enum_type(members)), row_bytes_(1) {
  create(file, name, enum_type(members), label);
}

H5Appender::H5Appender(const H5File& file, const std::string& name, std::span<const H5Field> fields,
                       std::size_t row_bytes, const H5Label& label)
    : memory_type_(compound_type(fields, row_bytes)), row_bytes_(row_bytes) {
  create(file, name, packed_compound_type(fields), label);
}

void H5Appender::create(const H5File& file, const std::string& name, H5Handle file_type, const H5Label& label) {
  where_ = file.path().string() + ": /" + name;
  if (const auto end = name.rfind('/'); end != name.npos) file.create_group(name.substr(0, end));
  const hsize_t none[2] = {0, columns_};
  const hsize_t unlimited[2] = {H5S_UNLIMITED, columns_};
  const int rank = is_matrix_ ? 2 : 1;
  const H5Handle space(H5Screate_simple(rank, none, unlimited), H5Sclose);
  const bool compound = H5Tget_class(file_type.id()) == H5T_COMPOUND;
  const H5Handle creation = creation_properties(row_bytes_, rank, columns_, compound);
  dataset_ =
      H5Handle(H5Dcreate2(file.id(), name.c_str(), file_type.id(), space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
               H5Dclose);
  if (!dataset_.valid()) throw_write_error(where_, "cannot create the dataset");
  H5File::set_attribute_of(dataset_.id(), where_, "units", label.units);
  H5File::set_attribute_of(dataset_.id(), where_, "description", label.description);
}

void H5Appender::append(const void* rows, std::uint64_t count) {
  if (count == 0) return;
  const hsize_t size[2] = {rows_ + count, columns_};
  const hsize_t start[2] = {rows_, 0};
  const hsize_t extent[2] = {count, columns_};
  if (H5Dset_extent(dataset_.id(), size) < 0) throw_write_error(where_, "cannot extend the dataset");
  const H5Handle space(H5Dget_space(dataset_.id()), H5Sclose);
  const H5Handle block(H5Screate_simple(is_matrix_ ? 2 : 1, extent, nullptr), H5Sclose);
  if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start, nullptr, extent, nullptr) < 0 ||
      H5Dwrite(dataset_.id(), memory_type_.id(), block.id(), space.id(), H5P_DEFAULT, rows) < 0) {
    throw_write_error(where_, "cannot write the dataset");
  }
  rows_ += count;
}

void H5Appender::finish() {
  if (!dataset_.close()) throw_write_error(where_, "cannot finish the dataset");
}

H5TextColumn::H5TextColumn(const H5File& file, const std::string& name, const std::string& description)
    : bytes_(file, name, {"1", description + " (UTF-8 bytes of all rows; row i is bytes [ptr[i], ptr[i+1]))"}),
      pointers_(file, name + "_ptr", {"1", "first byte of each row in " + name + ", and the end"}) {
  pointers_.push(0);
}

void H5TextColumn::push(std::string_view text) {
  bytes_.append({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  pointers_.push(bytes_.size());
}

void H5TextColumn::finish() {
  bytes_.finish();
  pointers_.finish();
}

}  // namespace matroute
