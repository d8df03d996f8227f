// A small RAII layer over the HDF5 C API: whole files, columns that grow, ragged text, enums and compound rows.
// Errors are Error: kInput for what is read; kOutput for what is written, kResource where the disk is full.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datasets/io/hdf5_types.h"

namespace matroute {

class AtomicFile;

// Whether the signature of HDF5 stands at the beginning: what then cannot be opened is damaged, not foreign.
bool begins_as_hdf5(const std::filesystem::path& path);

class H5File {
 public:
  // Fails where something of that name exists (never overwrites). Low version bound: HDF5 1.8.
  static H5File create(const std::filesystem::path& path);
  // Writes the temporary file, whose lock guards it; close() before the commit.
  static H5File create(AtomicFile& output);
  // Read-only.
  static H5File open(const std::filesystem::path& path);

  // Reports what a destructor would have to swallow; also checks that everything has reached the file.
  void close();

  // Names are paths such as "routes/target"; groups on the way are created, and left alone where they exist.
  void create_group(const std::string& name) const;
  // On a group or dataset; "/" is the root. An attribute is written once.
  void set_attribute(const std::string& object, const std::string& name, std::string_view value);
  void set_attribute(const std::string& object, const std::string& name, std::int64_t value);
  void set_attribute(const std::string& object, const std::string& name, double value);

  template <class T>
  void write(const std::string& name, std::span<const T> values, const H5Label& label);
  template <class T>
  void write(const std::string& name, const std::vector<T>& values, const H5Label& label) {
    write(name, std::span<const T>(values), label);
  }
  // Row-major, columns values a row.
  void write_rows(const std::string& name, std::span<const float> values, std::size_t columns, const H5Label& label);
  void write_enum(const std::string& name, std::span<const std::uint8_t> values,
                  std::span<const std::string_view> members, const H5Label& label);
  // NAME (u8, UTF-8 bytes) and NAME_ptr (u64, one more entry than there are texts).
  void write_text(const std::string& name, std::span<const std::string> texts, const std::string& description);

  bool exists(const std::string& name) const;
  std::vector<std::string> list(const std::string& group) const;  // names of its members, sorted
  std::optional<std::string> text_attribute(const std::string& object, const std::string& name) const;
  std::optional<std::int64_t> int_attribute(const std::string& object, const std::string& name) const;
  std::optional<double> float_attribute(const std::string& object, const std::string& name) const;

  std::uint64_t rows(const std::string& name) const;     // of a dataset
  std::uint64_t columns(const std::string& name) const;  // 1 for a 1-D dataset
  // Throws where the dataset claims more rows than the file can hold, and where its rows have another width.
  void require_backed(const std::string& name) const;
  void require_width(const std::string& name, std::uint64_t columns) const;
  // Rows [first, first + count); the rest without a count. The stored type must be T, or an enum for uint8_t.
  template <class T>
  std::vector<T> read(const std::string& name, std::uint64_t first = 0,
                      std::optional<std::uint64_t> count = std::nullopt) const;
  // Values as indices into `members`, by their names: the stored enum may list fewer of them, or in another order.
  // Throws where it has a name that `members` lacks, or a value is none of its own.
  std::vector<std::uint8_t> read_enum(const std::string& name, std::span<const std::string_view> members,
                                      std::uint64_t first = 0, std::optional<std::uint64_t> count = std::nullopt) const;
  // Of a stored enum: the index into `members` for each of the 256 values, kNoMember for those that bear no name.
  std::array<std::uint8_t, 256> enum_indices(const std::string& name, std::span<const std::string_view> members) const;
  static constexpr std::uint8_t kNoMember = 255;
  // Checks that the pointers rise within bounds and that the bytes are UTF-8.
  std::vector<std::string> read_text(const std::string& name, std::uint64_t first = 0,
                                     std::optional<std::uint64_t> count = std::nullopt) const;
  // NAME_ptr-like pointers into something of target_rows rows: checks that they begin at 0, rise and end there.
  std::vector<std::uint64_t> read_pointers(const std::string& name, std::uint64_t target_rows) const;
  // The bytes of a compound dataset's rows, in the layout of the fields; names and types must match.
  std::vector<char> read_compound(const std::string& name, std::span<const H5Field> fields, std::size_t row_bytes,
                                  std::uint64_t first = 0, std::optional<std::uint64_t> count = std::nullopt) const;

  const std::filesystem::path& path() const { return path_; }
  std::int64_t id() const { return file_.id(); }

  // For a dataset that is open already; where names it in messages.
  static void set_attribute_of(std::int64_t object, const std::string& where, const std::string& name,
                               std::string_view value);

 private:
  H5File(H5Handle file, std::filesystem::path path) : file_(std::move(file)), path_(std::move(path)) {}

  H5Handle file_;
  std::filesystem::path path_;
};

}  // namespace matroute
