// The columns of a results file as the reader walks them: texts and lists behind pointers that are checked on the way.
// Private to the results sources.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datasets/io/hdf5_cursor.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_vocabulary.h"

namespace matroute {

// Throws Error (input) that names file, dataset and row.
[[noreturn]] void fail_at(const H5File& file, const std::string& name, std::uint64_t row, const std::string& what);

// Throws where a column does not have as many rows as its table. The cursors check columns behind pointers.
void require_column_lengths(const H5File& file);

template <class T>
H5Cursor<T> column_cursor(const H5File& file, const std::string& name, std::uint64_t atmospheres = 0) {
  const ResultsColumn& column = results_column(name);
  const auto width =
      column.width == ResultsColumn::kAtmospheres ? atmospheres : static_cast<std::uint64_t>(column.width);
  return {file, name, std::max<std::uint64_t>(1, width), column.members};
}

// How many rows of another table belong to the next row.
class PointerCursor {
 public:
  // Rows: of the table that has the pointers. End: number of rows that they point into.
  PointerCursor(const H5File& file, const std::string& name, std::uint64_t rows, std::uint64_t end);
  std::uint64_t next();
  // Throws where the pointers did not reach the end.
  void require_end() const;

 private:
  const H5File* file_;
  H5Cursor<std::uint64_t> pointers_;
  std::uint64_t at_ = 0;
  std::uint64_t end_;
};

class TextCursor {
 public:
  TextCursor(const H5File& file, const std::string& name, std::uint64_t rows);
  // Valid until the next call; checked to be UTF-8.
  std::string_view next();
  void require_end() const { pointers_.require_end(); }

 private:
  const H5File* file_;
  H5Cursor<std::uint8_t> bytes_;
  PointerCursor pointers_;
  std::uint64_t row_ = 0;
};

// Texts of a vocabulary behind a column of indices.
class VocabularyCursor {
 public:
  // The vocabulary must outlive the cursor; cursors of one thread may share it.
  VocabularyCursor(const H5File& file, const std::string& name, VocabularyTexts& vocabulary);
  // Valid until the vocabulary is asked again.
  const std::string& next();
  std::uint64_t rows() const { return indices_.rows(); }

 private:
  const H5File* file_;
  H5Cursor<std::uint32_t> indices_;
  VocabularyTexts* vocabulary_;
};

// The warnings of a target or route.
class WarningCursor {
 public:
  WarningCursor(const H5File& file, const std::string& table, std::uint64_t rows, VocabularyTexts& messages);
  void next(std::vector<std::string>& warnings);
  void require_end() const { pointers_.require_end(); }

 private:
  VocabularyCursor messages_;
  PointerCursor pointers_;
};

}  // namespace matroute
