// Checked walking; see results_cursors.h.
#include "datasets/results/results_cursors.h"

#include <simdjson.h>

#include "base/error.h"

namespace matroute {

void fail_at(const H5File& file, const std::string& name, std::uint64_t row, const std::string& what) {
  throw Error(ErrorKind::kInput, file.path().string() + ": /" + name + ": row " + std::to_string(row) + ": " + what +
                                     "; the file is damaged, `matroute validate` lists its faults");
}

void require_column_lengths(const H5File& file) {
  for (const ResultsColumn& column : results_columns()) {
    if (column.ragged || column.kind == ColumnKind::kRaggedText || column.kind == ColumnKind::kPointer) continue;
    const std::string name(column.name);
    const std::uint64_t expected = file.rows(key_column_of(column.table()));
    const std::uint64_t found = file.rows(name);
    if (found != expected) {
      fail_at(file, name, found, "the table has " + std::to_string(expected) + " rows");
    }
  }
  if (file.rows("summary") != file.rows(key_column_of("targets"))) {
    fail_at(file, "summary", file.rows("summary"), "not one row per target");
  }
}

PointerCursor::PointerCursor(const H5File& file, const std::string& name, std::uint64_t rows, std::uint64_t end)
    : file_(&file), pointers_(file, name), end_(end) {
  if (pointers_.rows() == 0 || pointers_.rows() - 1 != rows) {
    fail_at(file, name, pointers_.rows(), "expected " + std::to_string(rows) + " pointers and the end");
  }
  if (pointers_.next() != 0) fail_at(file, name, 0, "the first pointer is not 0");
}

std::uint64_t PointerCursor::next() {
  const std::uint64_t row = pointers_.position();
  const std::uint64_t pointer = pointers_.next();
  if (pointer < at_ || pointer > end_) fail_at(*file_, pointers_.name(), row, "pointer falls or leaves its column");
  const std::uint64_t count = pointer - at_;
  at_ = pointer;
  return count;
}

void PointerCursor::require_end() const {
  if (at_ != end_) fail_at(*file_, pointers_.name(), pointers_.rows() - 1, "the last pointer is not the end");
}

TextCursor::TextCursor(const H5File& file, const std::string& name, std::uint64_t rows)
    : file_(&file), bytes_(file, name), pointers_(file, name + "_ptr", rows, bytes_.rows()) {}

std::string_view TextCursor::next() {
  const auto bytes = bytes_.take(pointers_.next());
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!simdjson::validate_utf8(text)) fail_at(*file_, bytes_.name(), row_, "not UTF-8");
  ++row_;
  return text;
}

VocabularyCursor::VocabularyCursor(const H5File& file, const std::string& name, VocabularyTexts& vocabulary)
    : file_(&file), indices_(file, name), vocabulary_(&vocabulary) {}

const std::string& VocabularyCursor::next() {
  const std::uint32_t index = indices_.next();
  if (index < vocabulary_->size()) return vocabulary_->at(index);
  fail_at(*file_, indices_.name(), indices_.position() - 1,
          "index " + std::to_string(index) + " into a vocabulary of " + std::to_string(vocabulary_->size()));
}

WarningCursor::WarningCursor(const H5File& file, const std::string& table, std::uint64_t rows,
                             VocabularyTexts& messages)
    : messages_(file, table + "/warnings", messages),
      pointers_(file, table + "/warnings_ptr", rows, messages_.rows()) {}

void WarningCursor::next(std::vector<std::string>& warnings) {
  warnings.clear();
  const std::uint64_t count = pointers_.next();
  for (std::uint64_t i = 0; i < count; ++i) warnings.push_back(messages_.next());
}

}  // namespace matroute
