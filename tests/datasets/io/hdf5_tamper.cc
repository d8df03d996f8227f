// Plain HDF5 calls; a failure throws, so that no test passes because nothing was changed.
#include "tests/datasets/io/hdf5_tamper.h"

#include <hdf5.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "datasets/io/hdf5_util.h"

namespace matroute {
namespace {

void require(bool done) {
  if (!done) throw std::runtime_error("tampering failed");
}

H5Handle opened(hid_t id, H5Handle::Closer closer) {
  require(id >= 0);
  return {id, closer};
}

H5Handle chunked(hsize_t rows) {
  H5Handle properties = opened(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const hsize_t chunk = rows == 0 ? 1 : rows;
  require(H5Pset_chunk(properties.id(), 1, &chunk) >= 0);
  return properties;
}

// The place among the names of the member that has this value.
std::uint8_t renamed(std::uint8_t value, hid_t type, const std::vector<std::string>& names) {
  char name[256];
  require(H5Tenum_nameof(type, &value, name, sizeof name) >= 0);
  const auto at = std::find(names.begin(), names.end(), name);
  require(at != names.end());
  return static_cast<std::uint8_t>(at - names.begin());
}

class Opened {
 public:
  Opened(const std::filesystem::path& path, const std::string& dataset)
      : file_(opened(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose)) {
    if (!dataset.empty()) dataset_ = opened(H5Dopen2(file(), dataset.c_str(), H5P_DEFAULT), H5Dclose);
  }
  hid_t file() const { return file_.id(); }
  hid_t dataset() const { return dataset_.id(); }

  void write(std::uint64_t row, hid_t type, const void* value) const {
    const hsize_t one = 1;
    const H5Handle space = opened(H5Dget_space(dataset()), H5Sclose);
    const H5Handle memory = opened(H5Screate_simple(1, &one, nullptr), H5Sclose);
    hsize_t rows = 0;
    require(H5Sget_simple_extent_dims(space.id(), &rows, nullptr) == 1 && row < rows);
    const hsize_t start = row;
    require(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, &start, nullptr, &one, nullptr) >= 0);
    require(H5Dwrite(dataset(), type, memory.id(), space.id(), H5P_DEFAULT, value) >= 0);
  }

  void replace_attribute(const std::string& name, hid_t file_type, hid_t memory_type, const void* value) const {
    require(H5Adelete(file(), name.c_str()) >= 0);
    const H5Handle space = opened(H5Screate(H5S_SCALAR), H5Sclose);
    const H5Handle attribute =
        opened(H5Acreate2(file(), name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    require(H5Awrite(attribute.id(), memory_type, value) >= 0);
  }

 private:
  H5Handle file_;
  H5Handle dataset_;
};

}  // namespace

void tamper_integer(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row,
                    std::int64_t value) {
  Opened(path, dataset).write(row, H5T_NATIVE_INT64, &value);
}

void tamper_float(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row, double value) {
  Opened(path, dataset).write(row, H5T_NATIVE_DOUBLE, &value);
}

void tamper_enum(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row, std::uint8_t value) {
  const Opened file(path, dataset);
  const H5Handle type = opened(H5Dget_type(file.dataset()), H5Tclose);
  file.write(row, type.id(), &value);
}

void replace_enum(const std::filesystem::path& path, const std::string& dataset,
                  const std::vector<std::string>& names) {
  const H5Handle type = opened(H5Tenum_create(H5T_STD_U8LE), H5Tclose);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto value = static_cast<std::uint8_t>(i);
    require(H5Tenum_insert(type.id(), names[i].c_str(), &value) >= 0);
  }
  const Opened file(path, dataset);
  const H5Handle space = opened(H5Dget_space(file.dataset()), H5Sclose);
  hsize_t rows = 0;
  require(H5Sget_simple_extent_dims(space.id(), &rows, nullptr) == 1);
  const H5Handle stored = opened(H5Dget_type(file.dataset()), H5Tclose);
  std::vector<std::uint8_t> values(rows);
  require(H5Dread(file.dataset(), stored.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  for (std::uint8_t& value : values) value = renamed(value, stored.id(), names);
  require(H5Ldelete(file.file(), dataset.c_str(), H5P_DEFAULT) >= 0);
  const H5Handle column = opened(
      H5Dcreate2(file.file(), dataset.c_str(), type.id(), space.id(), H5P_DEFAULT, chunked(rows).id(), H5P_DEFAULT),
      H5Dclose);
  require(H5Dwrite(column.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
}

void remove_dataset(const std::filesystem::path& path, const std::string& dataset) {
  require(H5Ldelete(Opened(path, "").file(), dataset.c_str(), H5P_DEFAULT) >= 0);
}

void resize_dataset(const std::filesystem::path& path, const std::string& dataset, std::uint64_t rows) {
  const hsize_t size = rows;
  require(H5Dset_extent(Opened(path, dataset).dataset(), &size) >= 0);
}

void replace_attribute(const std::filesystem::path& path, const std::string& name, std::int64_t value) {
  Opened(path, "").replace_attribute(name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void replace_attribute(const std::filesystem::path& path, const std::string& name, const std::string& value) {
  const H5Handle type = opened(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.id(), value.size() + 1);
  Opened(path, "").replace_attribute(name, type.id(), type.id(), value.c_str());
}

void remove_attribute(const std::filesystem::path& path, const std::string& dataset, const std::string& name) {
  require(H5Adelete(Opened(path, dataset).dataset(), name.c_str()) >= 0);
}

void damage_chunk(const std::filesystem::path& path, const std::string& dataset) {
  haddr_t address = HADDR_UNDEF;
  hsize_t size = 0;
  {
    const Opened file(path, dataset);
    const H5Handle space = opened(H5Dget_space(file.dataset()), H5Sclose);
    hsize_t offset = 0;
    unsigned mask = 0;
    require(H5Dget_chunk_info(file.dataset(), space.id(), 0, &offset, &mask, &address, &size) >= 0);
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(address));
  require(static_cast<bool>(file.write("\xff\xff\xff", 3)));
}

}  // namespace matroute
