// Reads a column of an HDF5 file from its first row to its last in blocks, so that memory does not grow with its
// length.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/io/hdf5_util.h"

namespace matroute {

// The file must outlive the cursor. Throws Error (input) as H5File::read does.
template <class T>
class H5Cursor {
 public:
  // width: values a row; 1 for a column of one dimension. With members: an enum over u8.
  H5Cursor(const H5File& file, std::string name, std::uint64_t width = 1,
           std::span<const std::string_view> members = {})
      : file_(&file), name_(std::move(name)), width_(width), members_(members), rows_(file.rows(name_)) {
    file.require_backed(name_);
    file.require_width(name_, width);
  }

  std::uint64_t rows() const { return rows_; }
  // The row that next() returns next.
  std::uint64_t position() const { return read_ - (buffer_.size() - used_) / width_; }
  const std::string& name() const { return name_; }

  T next() { return take(1).front(); }
  // The next rows, valid until the next call.
  std::span<const T> take(std::uint64_t count) {
    const std::uint64_t wanted = count * width_;
    if (buffer_.size() - used_ < wanted) fill(count);
    const std::span<const T> rows(buffer_.data() + used_, wanted);
    used_ += wanted;
    return rows;
  }

 private:
  // A whole number of the chunks that the appenders of this program make.
  static constexpr std::uint64_t kBlockBytes = std::uint64_t{256} << 10;

  void fill(std::uint64_t count) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    const std::uint64_t missing = count - buffer_.size() / width_;
    const std::uint64_t block = std::max<std::uint64_t>(1, kBlockBytes / (sizeof(T) * width_));
    const std::uint64_t wanted = std::max(missing, std::min(block, rows_ - std::min(rows_, read_)));
    const auto rows = read(wanted);
    buffer_.insert(buffer_.end(), rows.begin(), rows.end());
    read_ += wanted;
  }

  std::vector<T> read(std::uint64_t count) const {
    if constexpr (std::is_same_v<T, std::uint8_t>) {
      if (!members_.empty()) return file_->read_enum(name_, members_, read_, count);
    }
    return file_->template read<T>(name_, read_, count);
  }

  const H5File* file_;
  std::string name_;
  std::uint64_t width_;
  std::span<const std::string_view> members_;
  std::uint64_t rows_;
  std::uint64_t read_ = 0;  // rows taken from the file
  std::vector<T> buffer_;
  std::uint64_t used_ = 0;  // values of the buffer that were taken
};

}  // namespace matroute
