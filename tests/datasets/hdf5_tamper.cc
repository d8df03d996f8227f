// Plain HDF5 calls; a failure throws, so that no test passes because nothing was changed.
#include "tests/datasets/hdf5_tamper.h"

#include <hdf5.h>

#include <fstream>
#include <stdexcept>

namespace matroute {
namespace {

void require(bool done) {
  if (!done) throw std::runtime_error("tampering failed");
}

class Opened {
 public:
  Opened(const std::filesystem::path& path, const std::string& dataset)
      : file_(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT)) {
    require(file_ >= 0);
    if (dataset.empty()) return;
    dataset_ = H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT);
    require(dataset_ >= 0);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    if (dataset_ >= 0) H5Dclose(dataset_);
    H5Fclose(file_);
  }
  hid_t file() const { return file_; }
  hid_t dataset() const { return dataset_; }

  void write(std::uint64_t row, hid_t type, const void* value) {
    const hid_t space = H5Dget_space(dataset_);
    const hsize_t start = row;
    const hsize_t one = 1;
    const hid_t memory = H5Screate_simple(1, &one, nullptr);
    require(H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, nullptr, &one, nullptr) >= 0);
    require(H5Dwrite(dataset_, type, memory, space, H5P_DEFAULT, value) >= 0);
    H5Sclose(memory);
    H5Sclose(space);
  }

 private:
  hid_t file_ = -1;
  hid_t dataset_ = -1;
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
  Opened opened(path, dataset);
  const hid_t type = H5Dget_type(opened.dataset());
  opened.write(row, type, &value);
  H5Tclose(type);
}

void remove_dataset(const std::filesystem::path& path, const std::string& dataset) {
  require(H5Ldelete(Opened(path, "").file(), dataset.c_str(), H5P_DEFAULT) >= 0);
}

void resize_dataset(const std::filesystem::path& path, const std::string& dataset, std::uint64_t rows) {
  const hsize_t size = rows;
  require(H5Dset_extent(Opened(path, dataset).dataset(), &size) >= 0);
}

void replace_attribute(const std::filesystem::path& path, const std::string& name, std::int64_t value) {
  const Opened opened(path, "");
  require(H5Adelete(opened.file(), name.c_str()) >= 0);
  const hid_t space = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(opened.file(), name.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT);
  require(H5Awrite(attribute, H5T_NATIVE_INT64, &value) >= 0);
  H5Aclose(attribute);
  H5Sclose(space);
}

void replace_attribute(const std::filesystem::path& path, const std::string& name, const std::string& value) {
  const Opened opened(path, "");
  require(H5Adelete(opened.file(), name.c_str()) >= 0);
  const hid_t space = H5Screate(H5S_SCALAR);
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, value.size() + 1);
  const hid_t attribute = H5Acreate2(opened.file(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT);
  require(H5Awrite(attribute, type, value.c_str()) >= 0);
  H5Aclose(attribute);
  H5Tclose(type);
  H5Sclose(space);
}

void damage_chunk(const std::filesystem::path& path, const std::string& dataset) {
  haddr_t address = HADDR_UNDEF;
  hsize_t size = 0;
  {
    const Opened opened(path, dataset);
    const hid_t space = H5Dget_space(opened.dataset());
    hsize_t offset = 0;
    unsigned mask = 0;
    require(H5Dget_chunk_info(opened.dataset(), space, 0, &offset, &mask, &address, &size) >= 0);
    H5Sclose(space);
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(address));
  require(static_cast<bool>(file.write("\xff\xff\xff", 3)));
}

}  // namespace matroute
