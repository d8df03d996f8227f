// JSON lines and JSON lists as rows: one object a record, or one text, which is a formula.
#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "datasets/io/json_elements.h"
#include "datasets/io/table_reader.h"
#include "datasets/io/text_source.h"

namespace matroute {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::string number_text(const element& value) {
  char buffer[64];
  std::to_chars_result result{};
  if (value.is_int64()) {
    result = std::to_chars(buffer, buffer + sizeof buffer, value.get_int64().value_unsafe());
  } else if (value.is_uint64()) {
    result = std::to_chars(buffer, buffer + sizeof buffer, value.get_uint64().value_unsafe());
  } else {
    result = std::to_chars(buffer, buffer + sizeof buffer, value.get_double().value_unsafe());
  }
  return {buffer, result.ptr};
}

// Objects and lists inside lists stay JSON text.
std::string scalar_text(const element& value) {
  switch (value.type()) {
    case element_type::STRING:
      return std::string(value.get_string().value_unsafe());
    case element_type::NULL_VALUE:
      return "";
    case element_type::BOOL:
      return value.get_bool().value_unsafe() ? "true" : "false";
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      return number_text(value);
    case element_type::ARRAY:
    case element_type::OBJECT:
      break;
  }
  return simdjson::minify(value);
}

void fill_list(InputField& field, const simdjson::dom::array& list) {
  field.is_list = true;
  for (const element& item : list) field.items.push_back(scalar_text(item));
  for (std::size_t i = 0; i < field.items.size(); ++i) {
    if (i > 0) field.value += ';';
    field.value += field.items[i];
  }
}

void fill_field(InputField& field, std::string_view column, const element& value) {
  field.column.assign(column);
  field.value.clear();
  field.items.clear();
  field.is_list = false;
  simdjson::dom::array list;
  if (value.get(list) == simdjson::SUCCESS) {
    fill_list(field, list);
  } else {
    field.value = scalar_text(value);
  }
}

class RecordParser {
 public:
  // Sets row.error where the record is no object and no text.
  void parse(const std::string& record, InputRow& row) {
    std::size_t count = 0;
    if (check_record_text(row, record)) count = fill(record, row);
    row.fields.resize(row.error.empty() ? count : 0);
  }

 private:
  std::size_t fill(const std::string& record, InputRow& row) {
    element root;
    if (const auto code = parser_.parse(record).get(root); code != simdjson::SUCCESS) {
      set_row_error(row, record, std::string("is not valid JSON: ") + simdjson::error_message(code));
      return 0;
    }
    simdjson::dom::object object;
    if (root.get(object) == simdjson::SUCCESS) return fill_object(record, object, row);
    if (!root.is_string()) {
      set_row_error(row, record, "is neither a JSON object nor a text");
      return 0;
    }
    if (row.fields.empty()) row.fields.emplace_back();
    fill_field(row.fields[0], "formula", root);
    return 1;
  }

  static std::size_t fill_object(const std::string& record, const simdjson::dom::object& object, InputRow& row) {
    std::size_t count = 0;
    for (const auto& member : object) {
      const auto end = row.fields.begin() + static_cast<std::ptrdiff_t>(count);
      const auto same = [&](const InputField& field) { return field.column == member.key; };
      if (std::find_if(row.fields.begin(), end, same) != end) {
        set_row_error(row, record, "has the key " + std::string(member.key) + " twice");
        return 0;
      }
      if (count == kMaxKeys) {
        set_row_error(row, record, "has more than " + std::to_string(kMaxKeys) + " keys");
        return 0;
      }
      if (count == row.fields.size()) row.fields.emplace_back();
      fill_field(row.fields[count++], member.key, member.value);
    }
    return count;
  }

  static constexpr std::size_t kMaxKeys = 1000;
  simdjson::dom::parser parser_;
};

class JsonReader : public TableReader {
 public:
  JsonReader(TextSource source, TableFormat format) : source_(std::move(source)), format_(format) {
    if (format_ == TableFormat::kJsonList) elements_ = std::make_unique<JsonElements>(source_, "recipes");
    look_ahead();
  }

  bool read_row(InputRow& row) override {
    if (ahead_position_ < ahead_.size()) {
      row = std::move(ahead_[ahead_position_++]);
      return true;
    }
    ahead_.clear();
    ahead_position_ = 0;
    return read(row);
  }

  const std::vector<std::string>& columns() const override { return columns_; }
  TableFormat format() const override { return format_; }
  const std::string& name() const override { return source_.name(); }
  std::string sha256() const override { return source_.sha256(); }

 private:
  // Reads on to the first whole record, whose keys are the columns; the records up to it wait in ahead_.
  void look_ahead() {
    InputRow row;
    while (ahead_.size() < kMaxAhead && read(row)) {
      const bool whole = row.error.empty();
      ahead_.push_back(std::move(row));
      row = {};
      if (!whole) continue;
      for (const InputField& field : ahead_.back().fields) columns_.push_back(field.column);
      return;
    }
  }

  bool read(InputRow& row) {
    row.error.clear();
    row.text.clear();
    row.line = 0;
    if (!(elements_ ? elements_->next(record_) : next_line(row))) return false;
    row.row = count_++;
    if (row.error.empty()) parser_.parse(record_, row);
    if (!row.error.empty()) row.fields.clear();
    return true;
  }

  bool next_line(InputRow& row) {
    TextSource::Line found = TextSource::Line::kLine;
    do {
      found = source_.read_line(record_);
    } while (found == TextSource::Line::kLine && record_.find_first_not_of(" \t") == record_.npos);
    row.line = source_.line_number();
    if (found == TextSource::Line::kTooLong) set_row_error(row, record_, "is longer than 16 MiB");
    return found != TextSource::Line::kEnd;
  }

  static constexpr std::size_t kMaxAhead = 1000;

  TextSource source_;
  TableFormat format_;
  std::unique_ptr<JsonElements> elements_;
  RecordParser parser_;
  std::vector<std::string> columns_;
  std::vector<InputRow> ahead_;
  std::size_t ahead_position_ = 0;
  std::string record_;
  std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<TableReader> make_json_reader(TextSource source, TableFormat format) {
  return std::make_unique<JsonReader>(std::move(source), format);
}

}  // namespace matroute
