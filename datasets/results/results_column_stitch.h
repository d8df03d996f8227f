// How a column of a part is put behind that of the parts before: by its kind. Private to the results sources.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "datasets/results/results_cursors.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_tables.h"

namespace matroute {

// What a part's indices become.
class StitchContext {
 public:
  // atmospheres: of all parts.
  StitchContext(const H5File& out, std::vector<std::string> atmospheres);

  const std::vector<std::string>& atmospheres() const { return atmospheres_; }
  void enter(const H5File& part);
  // After the last column of the part.
  void leave();
  void finish_vocabularies(H5File& out);

  // Rows of the table in the parts before.
  std::uint64_t rows_before(std::string_view table) const;
  // Index in the output of each entry of the part's vocabulary.
  const std::vector<std::uint32_t>& new_indices(std::string_view vocabulary) const;
  const std::vector<std::uint32_t>& new_atmospheres() const { return new_atmospheres_; }

 private:
  static constexpr std::size_t kVocabularyCount = 3;
  static std::size_t vocabulary_number(std::string_view name);

  std::vector<std::string> atmospheres_;
  ResultsCounts before_;
  ResultsCounts part_;
  std::vector<ResultsVocabulary> vocabularies_;  // kVocabularyCount of them
  std::array<std::vector<std::uint32_t>, kVocabularyCount> new_indices_;
  std::vector<std::uint32_t> new_atmospheres_;
};

class ColumnStitcher {
 public:
  virtual ~ColumnStitcher() = default;
  virtual void add(const H5File& part, const StitchContext& context) = 0;
  virtual void finish() = 0;
};

// One for every column of the schema, and for /summary.
std::vector<std::unique_ptr<ColumnStitcher>> make_column_stitchers(const H5File& out, std::size_t atmospheres);

}  // namespace matroute
