// Rows of .txt, .csv (RFC 4180), .tsv, .jsonl and .json (a list) behind one interface, each also .gz and .xz.
// Rows come one by one; memory does not grow with their number. A broken row is a row with an error.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace matroute {

class TextSource;

// One value of a row. Reused from row to row to save allocations.
struct InputField {
  std::string column;
  std::string value;               // a list of one is its element; longer ones are joined by ';'; null is empty
  std::vector<std::string> items;  // the elements of a JSON list
  bool is_list = false;
};

struct InputRow {
  std::uint64_t row = 0;   // 0-based record of the input; blank lines are no records
  std::uint64_t line = 0;  // 1-based line where the record begins; 0 in a JSON list
  std::vector<InputField> fields;
  std::string error;  // why the row is broken; empty where it is whole
  std::string text;   // of a broken row: its beginning as it stands in the file (at most kMaxQuotedBytes, UTF-8)

  static constexpr std::size_t kMaxQuotedBytes = 200;
  // Null where the row has no such column.
  const InputField* find(std::string_view column) const;
};

enum class TableFormat { kText, kCsv, kTsv, kJsonl, kJsonList };

// Not thread-safe.
class TableReader {
 public:
  // By the name's ending (.gz and .xz aside), else by the first bytes. "-" is standard input.
  // Throws Error (input) as TextSource does, and where the header of a CSV or TSV cannot be used.
  static std::unique_ptr<TableReader> open(const std::string& path, std::optional<TableFormat> format = std::nullopt);
  // For a source that nothing was taken from yet: a pipe cannot be opened twice.
  static std::unique_ptr<TableReader> open(TextSource&& source, std::optional<TableFormat> format = std::nullopt);
  virtual ~TableReader() = default;

  // False at the end. Throws Error (input) where nothing more can be read: damaged compression, a JSON list cut off.
  bool next(InputRow& row);

  // The header; the keys of the first whole record for JSON; "formula" for .txt and JSON lists of texts.
  virtual const std::vector<std::string>& columns() const = 0;
  virtual TableFormat format() const = 0;
  virtual const std::string& name() const = 0;
  // Of the bytes as stored; complete once next() has returned false.
  virtual std::string sha256() const = 0;

 protected:
  virtual bool read_row(InputRow& row) = 0;  // next() without a care for memory
};

// The wanted column if one is named, else the first of the candidates that exists, else the only column there is.
// Throws Error (input) that lists the columns where there is none, and the flag to name one with if that is given.
std::string choose_column(const TableReader& table, std::string_view wanted,
                          std::span<const std::string_view> candidates, std::string_view flag = {});

// The rest is private to the table sources of this folder.

std::unique_ptr<TableReader> make_text_reader(TextSource source);
std::unique_ptr<TableReader> make_delimited_reader(TextSource source, TableFormat format);
std::unique_ptr<TableReader> make_json_reader(TextSource source, TableFormat format);

// Fills error and text where the bytes of a record are no UTF-8 text; true where they are.
bool check_record_text(InputRow& row, std::string_view record);
// Fills error, and text with the beginning of the record, cut at a whole character.
void set_row_error(InputRow& row, std::string_view record, std::string error);

}  // namespace matroute
