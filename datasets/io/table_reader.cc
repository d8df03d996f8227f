// Which reader a file needs, and what all readers share.
#include "datasets/io/table_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/out_of_memory.h"
#include "base/text.h"
#include "datasets/io/text_source.h"

namespace matroute {
namespace {

struct Ending {
  std::string_view ending;
  TableFormat format;
};

constexpr std::array<Ending, 7> kEndings = {{{".txt", TableFormat::kText},
                                             {".csv", TableFormat::kCsv},
                                             {".tsv", TableFormat::kTsv},
                                             {".tab", TableFormat::kTsv},
                                             {".jsonl", TableFormat::kJsonl},
                                             {".ndjson", TableFormat::kJsonl},
                                             {".json", TableFormat::kJsonList}}};

std::string_view without_ending(std::string_view name, std::string_view ending) {
  return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name;
}

std::optional<TableFormat> format_of_name(std::string_view name) {
  const std::string lower = lower_case(without_ending(without_ending(name, ".gz"), ".xz"));
  for (const Ending& known : kEndings) {
    if (lower.ends_with(known.ending)) return known.format;
  }
  return std::nullopt;
}

// A list holds objects or texts; a formula that begins with a bracket has an element symbol after it.
bool begins_list(std::string_view head) {
  if (!head.starts_with('[')) return false;
  const std::size_t next = head.find_first_not_of(" \t\r\n", 1);
  return next == head.npos || head[next] == '{' || head[next] == '"' || head[next] == ']';
}

TableFormat format_of_content(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (head.starts_with('{')) return TableFormat::kJsonl;
  if (begins_list(head)) return TableFormat::kJsonList;
  std::string_view line = head.substr(0, head.find('\n'));
  if (line.find('\t') != line.npos) return TableFormat::kTsv;
  line = without_ending(line, "\r");
  const bool is_header = line == "formula" || line == "target";
  return is_header || line.find_first_of(",;") != line.npos ? TableFormat::kCsv : TableFormat::kText;
}

// Many files called .json hold one object a line.
TableFormat list_or_lines(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return head.starts_with('{') ? TableFormat::kJsonl : TableFormat::kJsonList;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

const InputField* InputRow::find(std::string_view column) const {
  const auto at =
      std::find_if(fields.begin(), fields.end(), [&](const InputField& field) { return field.column == column; });
  return at == fields.end() ? nullptr : &*at;
}

bool TableReader::next(InputRow& row) {
  return with_memory_as_error(name(), [&] { return read_row(row); });
}

std::unique_ptr<TableReader> TableReader::open(const std::string& path, std::optional<TableFormat> format) {
  return open(TextSource(path), format);
}

std::unique_ptr<TableReader> TableReader::open(TextSource&& source, std::optional<TableFormat> format) {
  if (!format) format = format_of_name(source.name());
  if (!format) format = format_of_content(source.peek());
  if (*format == TableFormat::kJsonList) format = list_or_lines(source.peek());
  switch (*format) {
    case TableFormat::kText:
      return make_text_reader(std::move(source));
    case TableFormat::kCsv:
    case TableFormat::kTsv:
      return make_delimited_reader(std::move(source), *format);
    case TableFormat::kJsonl:
    case TableFormat::kJsonList:
      return make_json_reader(std::move(source), *format);
  }
  throw Error(ErrorKind::kInternal, "unknown table format");
}

std::string choose_column(const TableReader& table, std::string_view wanted,
                          std::span<const std::string_view> candidates, std::string_view flag) {
  const std::vector<std::string>& columns = table.columns();
  const auto has = [&](std::string_view name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  if (columns.empty()) throw Error(ErrorKind::kInput, table.name() + ": holds no record that can be read");
  if (!wanted.empty()) {
    if (has(wanted)) return std::string(wanted);
    throw Error(ErrorKind::kInput,
                table.name() + ": has no column " + std::string(wanted) + "; its columns: " + joined(columns));
  }
  for (const std::string_view candidate : candidates) {
    if (has(candidate)) return std::string(candidate);
  }
  if (columns.size() == 1) return columns.front();
  std::string expected;
  for (const std::string_view candidate : candidates)
    expected += (expected.empty() ? "" : " or ") + std::string(candidate);
  const std::string hint = flag.empty() ? "its columns: " : "name one of its columns with " + std::string(flag) + ": ";
  throw Error(ErrorKind::kInput, table.name() + ": has no column " + expected + "; " + hint + joined(columns));
}

void set_row_error(InputRow& row, std::string_view record, std::string error) {
  std::size_t size = std::min(record.size(), InputRow::kMaxQuotedBytes);
  // Not inside a character.
  while (size > 0 && size < record.size() && (static_cast<unsigned char>(record[size]) & 0xC0U) == 0x80U) --size;
  row.text.assign(record.substr(0, size));
  row.error = std::move(error);
  if (simdjson::validate_utf8(row.text)) return;
  std::replace_if(
      row.text.begin(), row.text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
}

bool check_record_text(InputRow& row, std::string_view record) {
  const bool has_nul = record.find('\0') != record.npos;
  if (!has_nul && simdjson::validate_utf8(record.data(), record.size())) return true;
  set_row_error(row, record, has_nul ? "holds a NUL byte" : "is not UTF-8 text");
  return false;
}

}  // namespace matroute
