// Columns of an HDF5 file that grow while they are written, for writers whose memory must not grow with the rows.
// Every column must be finished before the file is closed; what was not finished is lost.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/io/hdf5_util.h"

namespace matroute {

// An extensible, chunked, deflated dataset, shuffled unless its rows are compound. Rows are appended as they lie in
// memory.
class H5Appender {
 public:
  H5Appender(const H5File& file, const std::string& name, H5Type type, std::size_t columns, const H5Label& label);
  // An enum over u8.
  H5Appender(const H5File& file, const std::string& name, std::span<const std::string_view> members,
             const H5Label& label);
  // Compound rows.
  H5Appender(const H5File& file, const std::string& name, std::span<const H5Field> fields, std::size_t row_bytes,
             const H5Label& label);

  void append(const void* rows, std::uint64_t count);
  // Throws where HDF5 cannot close the dataset.
  void finish();
  std::uint64_t rows() const { return rows_; }
  std::size_t row_bytes() const { return row_bytes_; }

 private:
  void create(const H5File& file, const std::string& name, H5Handle file_type, const H5Label& label);

  H5Handle dataset_;
  H5Handle memory_type_;
  std::size_t columns_ = 1;
  bool is_matrix_ = false;
  std::size_t row_bytes_ = 0;
  std::uint64_t rows_ = 0;
  std::string where_;  // file and dataset, for messages
};

// Collects values and appends them in blocks.
template <class T>
class H5Column {
 public:
  H5Column(const H5File& file, const std::string& name, const H5Label& label, std::size_t columns = 0)
      : appender_(file, name, kH5TypeOf<T>, columns, label), columns_(columns == 0 ? 1 : columns) {}
  // T is uint8_t.
  H5Column(const H5File& file, const std::string& name, std::span<const std::string_view> members, const H5Label& label)
      : appender_(file, name, members, label) {}
  // T is the row struct that the fields describe.
  H5Column(const H5File& file, const std::string& name, std::span<const H5Field> fields, const H5Label& label)
      : appender_(file, name, fields, sizeof(T), label) {}

  void push(const T& value) {
    buffer_.push_back(value);
    if (buffer_.size() >= kBlock * columns_) flush();
  }
  void append(std::span<const T> values) {
    buffer_.insert(buffer_.end(), values.begin(), values.end());
    if (buffer_.size() >= kBlock * columns_) flush();
  }
  // Values so far, buffered ones included.
  std::uint64_t size() const { return appender_.rows() * columns_ + buffer_.size(); }
  void finish() {
    flush();
    appender_.finish();
  }

 private:
  static constexpr std::size_t kBlock = 8192;

  void flush() {
    appender_.append(buffer_.data(), buffer_.size() / columns_);
    buffer_.clear();
  }

  H5Appender appender_;
  std::size_t columns_ = 1;
  std::vector<T> buffer_;
};

// Ragged text: NAME (u8) and NAME_ptr (u64).
class H5TextColumn {
 public:
  H5TextColumn(const H5File& file, const std::string& name, const std::string& description);
  void push(std::string_view text);
  void finish();
  std::uint64_t size() const { return pointers_.size() - 1; }

 private:
  H5Column<std::uint8_t> bytes_;
  H5Column<std::uint64_t> pointers_;
};

}  // namespace matroute
