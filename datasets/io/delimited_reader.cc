// .txt, and CSV and TSV after RFC 4180: quotes, doubled quotes, line breaks inside quotes, CRLF or LF.
#include <algorithm>
#include <deque>

#include "base/error.h"
#include "base/text.h"
#include "datasets/io/table_reader.h"
#include "datasets/io/text_source.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 20;  // of a record that spans lines

class TextReader : public TableReader {
 public:
  explicit TextReader(TextSource source) : source_(std::move(source)) {}

  bool read_row(InputRow& row) override {
    TextSource::Line found = source_.read_line(line_);
    while (found == TextSource::Line::kLine && line_.find_first_not_of(" \t") == line_.npos) {
      found = source_.read_line(line_);
    }
    if (found == TextSource::Line::kEnd) return false;
    row.row = count_++;
    row.line = source_.line_number();
    row.error.clear();
    row.text.clear();
    row.fields.resize(1);
    row.fields[0] = {.column = columns_[0], .value = {}, .items = {}, .is_list = false};
    if (found == TextSource::Line::kTooLong) {
      set_row_error(row, line_, "the line is longer than 16 MiB");
    } else if (check_record_text(row, line_)) {
      row.fields[0].value = line_;
    }
    return true;
  }

  const std::vector<std::string>& columns() const override { return columns_; }
  TableFormat format() const override { return TableFormat::kText; }
  const std::string& name() const override { return source_.name(); }
  std::string sha256() const override { return source_.sha256(); }

 private:
  TextSource source_;
  std::vector<std::string> columns_ = {"formula"};
  std::string line_;
  std::uint64_t count_ = 0;
};

enum class Split { kWhole, kOpenQuote, kTextAfterQuote };

// From a place inside quotes to behind the closing quote; what stands between is added to field. npos: none closes.
std::size_t read_quoted(std::string_view record, std::size_t at, std::string* field) {
  while (true) {
    const std::size_t quote = record.find('"', at);
    if (quote == record.npos) return record.npos;
    if (field != nullptr) field->append(record.substr(at, quote - at));
    at = quote + 1;
    if (at >= record.size() || record[at] != '"') return at;
    if (field != nullptr) *field += '"';
    ++at;
  }
}

// Splits a record at the delimiter; fields keep their capacity from row to row.
Split split_record(std::string_view record, char delimiter, std::vector<std::string>& fields, std::size_t& count) {
  count = 0;
  std::size_t at = 0;
  while (true) {
    if (count == fields.size()) fields.emplace_back();
    std::string& field = fields[count++];
    field.clear();
    if (at < record.size() && record[at] == '"') {
      at = read_quoted(record, at + 1, &field);
      if (at == record.npos) return Split::kOpenQuote;
      if (at < record.size() && record[at] != delimiter) return Split::kTextAfterQuote;
    } else {
      const std::size_t end = std::min(record.find(delimiter, at), record.size());
      field.append(record.substr(at, end - at));
      at = end;
    }
    if (at >= record.size()) return Split::kWhole;
    ++at;
  }
}

// How a record stands after one more line, which begins inside quotes.
Split continue_quote(std::string_view line, char delimiter) {
  std::size_t at = read_quoted(line, 0, nullptr);
  while (at < line.size()) {
    if (line[at] != delimiter) return Split::kTextAfterQuote;
    ++at;
    if (at < line.size() && line[at] == '"') {
      at = read_quoted(line, at + 1, nullptr);
    } else {
      at = std::min(line.find(delimiter, at), line.size());
    }
  }
  return at == line.npos ? Split::kOpenQuote : Split::kWhole;
}

class DelimitedReader : public TableReader {
 public:
  DelimitedReader(TextSource source, TableFormat format)
      : source_(std::move(source)), format_(format), delimiter_(format == TableFormat::kTsv ? '\t' : ',') {
    read_header();
  }

  bool read_row(InputRow& row) override {
    row.error.clear();
    row.text.clear();
    if (!read_record(row)) return false;
    row.row = rows_++;
    row.line = record_line_;
    row.fields.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) fill_field(row, i);
    return true;
  }

  const std::vector<std::string>& columns() const override { return columns_; }
  TableFormat format() const override { return format_; }
  const std::string& name() const override { return source_.name(); }
  std::string sha256() const override { return source_.sha256(); }

 private:
  struct PendingLine {
    std::string text;
    std::uint64_t number = 0;
  };

  void read_header() {
    InputRow row;
    if (!read_record(row)) throw Error(ErrorKind::kInput, name() + ": has no header line");
    if (!row.error.empty()) throw Error(ErrorKind::kInput, name() + ": the header line " + row.error);
    if (count_ == 1 && fields_[0].find(';') != std::string::npos) {
      throw Error(ErrorKind::kInput,
                  name() + ": the header line has ';' between its fields; expected ',' or, in a .tsv, a tab");
    }
    for (std::size_t i = 0; i < count_; ++i) {
      const std::string column(trimmed(fields_[i]));
      if (!column.empty() && std::find(columns_.begin(), columns_.end(), column) != columns_.end()) {
        throw Error(ErrorKind::kInput, name() + ": the column " + column + " comes twice in the header");
      }
      columns_.push_back(column);
    }
  }

  // Lines given back by a record whose quote was never closed come first.
  TextSource::Line take_line(std::string& line, std::uint64_t& number) {
    if (!returned_.empty()) {
      line = std::move(returned_.front().text);
      number = returned_.front().number;
      returned_.pop_front();
      return TextSource::Line::kLine;
    }
    const auto found = source_.read_line(line);
    number = source_.line_number();
    return found;
  }

  // Splits the next record that is not blank into fields_; sets row.error where it is broken. False at the end.
  bool read_record(InputRow& row) {
    TextSource::Line found = take_line(record_, record_line_);
    while (found == TextSource::Line::kLine && record_.find_first_not_of(" \t") == record_.npos &&
           columns_.size() != 1) {
      found = take_line(record_, record_line_);
    }
    while (found == TextSource::Line::kLine && record_.empty()) found = take_line(record_, record_line_);
    if (found == TextSource::Line::kEnd) return false;
    if (found == TextSource::Line::kTooLong) {
      set_row_error(row, record_, "is longer than 16 MiB");
      return true;
    }
    split(row);
    return true;
  }

  void split(InputRow& row) {
    Split result = split_record(record_, delimiter_, fields_, count_);
    if (result == Split::kOpenQuote) result = join_lines();
    if (result == Split::kOpenQuote) set_row_error(row, record_, "opens a quote that is never closed");
    if (result == Split::kTextAfterQuote) set_row_error(row, record_, "has text after a closing quote");
    if (!row.error.empty() || !check_record_text(row, record_)) return;
    if (!columns_.empty() && count_ != columns_.size()) {
      set_row_error(row, record_,
                    "has " + std::to_string(count_) + " fields; the header has " + std::to_string(columns_.size()));
    }
  }

  // The lines that follow belong to the record until its quote closes. If none closes it, or what closes it leaves
  // text behind, the first line alone is broken and the others are read again, each as a record of its own.
  Split join_lines() {
    if (record_line_ < no_join_before_) return Split::kOpenQuote;
    const std::string first = record_;
    std::deque<PendingLine> taken;
    Split result = Split::kOpenQuote;
    while (result == Split::kOpenQuote && record_.size() <= kMaxRecordBytes) {
      PendingLine line;
      if (take_line(line.text, line.number) != TextSource::Line::kLine) break;
      record_ += '\n';
      record_ += line.text;
      result = continue_quote(line.text, delimiter_);
      taken.push_back(std::move(line));
    }
    if (result == Split::kWhole) return split_record(record_, delimiter_, fields_, count_);
    record_ = first;
    no_join_before_ = taken.empty() ? 0 : taken.back().number + 1;
    returned_.insert(returned_.begin(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    return result;
  }

  void fill_field(InputRow& row, std::size_t i) {
    InputField& field = row.fields[i];
    if (field.column != columns_[i]) field.column = columns_[i];
    field.items.clear();
    field.is_list = false;
    const bool whole = row.error.empty();
    if (whole) field.value.swap(fields_[i]);
    if (!whole) field.value.clear();
  }

  TextSource source_;
  TableFormat format_;
  char delimiter_;
  std::vector<std::string> columns_;
  std::string record_;
  std::uint64_t record_line_ = 0;
  std::vector<std::string> fields_;
  std::size_t count_ = 0;
  std::uint64_t rows_ = 0;
  std::deque<PendingLine> returned_;
  std::uint64_t no_join_before_ = 0;  // lines that a quote left open has been looked for in already
};

}  // namespace

std::unique_ptr<TableReader> make_text_reader(TextSource source) {
  return std::make_unique<TextReader>(std::move(source));
}

std::unique_ptr<TableReader> make_delimited_reader(TextSource source, TableFormat format) {
  return std::make_unique<DelimitedReader>(std::move(source), format);
}

}  // namespace matroute
