// The columns of a results file in one table, from which the writer, the reader, the stitcher and the validator work.
// Private to the results sources.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "datasets/io/hdf5_util.h"
#include "datasets/results/results_file.h"

namespace matroute {

enum class ColumnKind : std::uint8_t {
  kValue,       // any value of the type
  kShare,       // 0 to 1
  kFlag,        // 0 or 1
  kEnum,        // one of `members`
  kRaggedText,  // NAME and NAME_ptr
  kPointer,     // one entry more than the table has rows: where the row's part of the column `of` begins
  kParent,      // row of the table that points here through the column `of`
  kPosition,    // place among the rows with the same parent, known through the column `of`; from `first`
  kVocabulary,  // index into /vocab/`of`
};

struct ResultsColumn {
  std::string_view name;
  H5Type type = H5Type::kU8;
  ColumnKind kind = ColumnKind::kValue;
  std::string_view units;
  std::string_view description;
  std::string_view of = {};
  std::span<const std::string_view> members = {};
  int width = 0;        // values a row; 0 for a column of one dimension, kAtmospheres for one value per atmosphere
  int first = 0;        // of kPosition
  bool ragged = false;  // its length is not that of its table

  static constexpr int kAtmospheres = -1;
  // "targets" of "targets/row".
  std::string_view table() const { return name.substr(0, name.find('/')); }
};

std::span<const ResultsColumn> results_columns();
const ResultsColumn& results_column(std::string_view name);
H5Label label_of(const ResultsColumn& column);

// A column whose length is the number of the table's rows: "targets/row" of "targets".
std::string key_column_of(std::string_view table);

inline constexpr std::string_view kVocabularies[] = {"materials", "dois", "messages", "atmospheres"};
// What /vocab/NAME holds.
std::string_view vocabulary_description(std::string_view name);

// From the lengths of the key columns.
ResultsCounts count_results(const H5File& file);

}  // namespace matroute
