// Shapes, types and chunks of a results file.
#include <algorithm>

#include "base/error.h"
#include "datasets/results/results_checks.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_summary.h"

namespace matroute {
namespace {

constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 20;

// What an Error says without the file's name, which stands at its beginning.
std::string reason_of(const Error& error, const H5File& file) {
  std::string text = error.what();
  const std::string prefix = file.path().string() + ": ";
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

class StorageCheck {
 public:
  StorageCheck(const H5File& file, FaultList& faults) : file_(file), faults_(faults) {}

  void run() {
    atmospheres_ = rows_of("vocab/atmospheres_ptr").value_or(1) - 1;
    for (const ResultsColumn& column : results_columns()) check_column(column);
    for (const std::string_view name : kVocabularies) {
      check_text("vocab/" + std::string(name), rows_of("vocab/" + std::string(name) + "_ptr").value_or(1) - 1);
    }
    if (check_length("summary", rows_of("targets/row").value_or(0))) check_summary();
  }

 private:
  std::optional<std::uint64_t> rows_of(const std::string& name) const {
    try {
      return file_.exists(name) ? std::optional(file_.rows(name)) : std::nullopt;
    } catch (const Error&) {
      return std::nullopt;  // reported where the dataset itself is checked
    }
  }

  bool check_length(const std::string& name, std::uint64_t expected) {
    const auto rows = rows_of(name);
    if (!rows) {
      faults_.add(name, "no such dataset, or it cannot be opened");
      return false;
    }
    if (*rows == expected) return true;
    faults_.add(name, std::to_string(*rows) + " rows, expected " + std::to_string(expected));
    return false;
  }

  // Reads every block, so that each unreadable chunk is found.
  template <class Read>
  void read_all(const std::string& name, std::uint64_t row_bytes, const Read& read) {
    try {
      file_.require_backed(name);
    } catch (const Error& error) {
      return faults_.add(name, reason_of(error, file_));
    }
    const std::uint64_t rows = file_.rows(name);
    const std::uint64_t block = std::max<std::uint64_t>(1, kBlockBytes / row_bytes);
    for (std::uint64_t first = 0; first < rows || first == 0; first += block) {
      const std::uint64_t count = std::min(block, rows - first);
      try {
        read(first, count);
      } catch (const Error& error) {
        faults_.add(name, "rows " + std::to_string(first) + " to " + std::to_string(first + count) + ": " +
                              reason_of(error, file_));
      }
    }
  }

  template <class T>
  void read_numbers(const std::string& name, std::uint64_t width) {
    try {
      file_.require_width(name, width);
    } catch (const Error& error) {
      return faults_.add(name, reason_of(error, file_));
    }
    read_all(name, sizeof(T) * width,
             [&](std::uint64_t first, std::uint64_t count) { file_.read<T>(name, first, count); });
  }

  void check_column(const ResultsColumn& column) {
    const std::string name(column.name);
    const std::uint64_t rows = rows_of(key_column_of(column.table())).value_or(0);
    if (column.kind == ColumnKind::kRaggedText) return check_text(name, rows);
    const bool free = column.ragged && rows_of(name);
    if (!free && !check_length(name, rows + (column.kind == ColumnKind::kPointer ? 1 : 0))) return;
    const auto width =
        column.width == ResultsColumn::kAtmospheres ? atmospheres_ : static_cast<std::uint64_t>(column.width);
    if (!column.members.empty()) return check_enum(name, column);
    read_typed(column.type, name, std::max<std::uint64_t>(1, width));
  }

  void read_typed(H5Type type, const std::string& name, std::uint64_t width) {
    switch (type) {
      case H5Type::kU16:
        return read_numbers<std::uint16_t>(name, width);
      case H5Type::kU32:
        return read_numbers<std::uint32_t>(name, width);
      case H5Type::kU64:
        return read_numbers<std::uint64_t>(name, width);
      case H5Type::kI64:
        return read_numbers<std::int64_t>(name, width);
      case H5Type::kF32:
        return read_numbers<float>(name, width);
      default:
        return read_numbers<std::uint8_t>(name, width);
    }
  }

  void check_enum(const std::string& name, const ResultsColumn& column) {
    try {
      file_.read_enum(name, column.members, 0, 0);
    } catch (const Error& error) {
      return faults_.add(name, reason_of(error, file_));
    }
    read_numbers<std::uint8_t>(name, 1);
  }

  void check_text(const std::string& name, std::uint64_t rows) {
    if (check_length(name + "_ptr", rows + 1)) read_numbers<std::uint64_t>(name + "_ptr", 1);
    if (!rows_of(name)) return faults_.add(name, "no such dataset, or it cannot be opened");
    read_numbers<std::uint8_t>(name, 1);
  }

  void check_summary() {
    read_all("summary", sizeof(SummaryRow), [&](std::uint64_t first, std::uint64_t count) {
      file_.read_compound("summary", summary_fields(), sizeof(SummaryRow), first, count);
    });
  }

  const H5File& file_;
  FaultList& faults_;
  std::uint64_t atmospheres_ = 0;
};

}  // namespace

void check_storage(const H5File& file, FaultList& faults) { StorageCheck(file, faults).run(); }

}  // namespace matroute
