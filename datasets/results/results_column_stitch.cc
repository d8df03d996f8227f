// Numbers are copied; parents, pointers and indices are moved to where their rows stand in the output.
#include "datasets/results/results_column_stitch.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace matroute {
namespace {

// Rows that are copied at a time.
constexpr std::uint64_t kBlockRows = 8192;

template <class T, class Action>
void for_each_block(H5Cursor<T>& cursor, const Action& action) {
  while (cursor.position() < cursor.rows()) {
    action(cursor.take(std::min(kBlockRows, cursor.rows() - cursor.position())));
  }
}

template <class T>
H5Column<T> output_column(const H5File& out, const ResultsColumn& column, std::size_t width) {
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    if (!column.members.empty()) return {out, std::string(column.name), column.members, label_of(column)};
  }
  return {out, std::string(column.name), label_of(column), width};
}

template <class T>
class ValueStitcher : public ColumnStitcher {
 public:
  ValueStitcher(const H5File& out, const ResultsColumn& column)
      : name_(column.name), out_(output_column<T>(out, column, static_cast<std::size_t>(column.width))) {}
  void add(const H5File& part, const StitchContext&) override {
    auto cursor = column_cursor<T>(part, name_);
    for_each_block(cursor, [&](std::span<const T> rows) { out_.append(rows); });
  }
  void finish() override { out_.finish(); }

 private:
  std::string name_;
  H5Column<T> out_;
};

class ParentStitcher : public ColumnStitcher {
 public:
  ParentStitcher(const H5File& out, const ResultsColumn& column)
      : name_(column.name),
        parent_(results_column(column.of).table()),
        out_(output_column<std::uint64_t>(out, column, 0)) {}
  void add(const H5File& part, const StitchContext& context) override {
    const std::uint64_t base = context.rows_before(parent_);
    auto cursor = column_cursor<std::uint64_t>(part, name_);
    for (std::uint64_t i = 0; i < cursor.rows(); ++i) out_.push(base + cursor.next());
  }
  void finish() override { out_.finish(); }

 private:
  std::string name_;
  std::string_view parent_;
  H5Column<std::uint64_t> out_;
};

class PointerStitcher : public ColumnStitcher {
 public:
  PointerStitcher(const H5File& out, const ResultsColumn& column)
      : column_(column), out_(output_column<std::uint64_t>(out, column, 0)) {
    out_.push(0);
  }
  void add(const H5File& part, const StitchContext&) override {
    const std::uint64_t rows = part.rows(key_column_of(column_.table()));
    PointerCursor cursor(part, std::string(column_.name), rows, part.rows(key_column_of(column_.of)));
    for (std::uint64_t i = 0; i < rows; ++i) out_.push(end_ += cursor.next());
    cursor.require_end();
  }
  void finish() override { out_.finish(); }

 private:
  const ResultsColumn& column_;
  H5Column<std::uint64_t> out_;
  std::uint64_t end_ = 0;
};

class VocabularyStitcher : public ColumnStitcher {
 public:
  VocabularyStitcher(const H5File& out, const ResultsColumn& column)
      : column_(column), out_(output_column<std::uint32_t>(out, column, 0)) {}
  void add(const H5File& part, const StitchContext& context) override {
    const auto& indices = context.new_indices(column_.of);
    auto cursor = column_cursor<std::uint32_t>(part, std::string(column_.name));
    for (std::uint64_t i = 0; i < cursor.rows(); ++i) {
      const std::uint32_t index = cursor.next();
      if (index >= indices.size()) fail_at(part, cursor.name(), i, "an index outside its vocabulary");
      out_.push(indices[index]);
    }
  }
  void finish() override { out_.finish(); }

 private:
  const ResultsColumn& column_;
  H5Column<std::uint32_t> out_;
};

class TextStitcher : public ColumnStitcher {
 public:
  TextStitcher(const H5File& out, const ResultsColumn& column)
      : column_(column), out_(out, std::string(column.name), std::string(column.description)) {}
  void add(const H5File& part, const StitchContext&) override {
    const std::uint64_t rows = part.rows(key_column_of(column_.table()));
    TextCursor cursor(part, std::string(column_.name), rows);
    for (std::uint64_t i = 0; i < rows; ++i) out_.push(cursor.next());
    cursor.require_end();
  }
  void finish() override { out_.finish(); }

 private:
  const ResultsColumn& column_;
  H5TextColumn out_;
};

// A part that does not know an atmosphere gives it no probability.
class AtmosphereStitcher : public ColumnStitcher {
 public:
  AtmosphereStitcher(const H5File& out, const ResultsColumn& column, std::size_t atmospheres)
      : name_(column.name), out_(output_column<float>(out, column, atmospheres)), row_(atmospheres) {}
  void add(const H5File& part, const StitchContext& context) override {
    const auto& places = context.new_atmospheres();
    auto cursor = column_cursor<float>(part, name_, places.size());
    for (std::uint64_t i = 0; i < cursor.rows(); ++i) {
      const auto values = cursor.take(1);
      std::fill(row_.begin(), row_.end(), 0.0F);
      for (std::size_t k = 0; k < places.size(); ++k) row_[places[k]] = values[k];
      out_.append(row_);
    }
  }
  void finish() override { out_.finish(); }

 private:
  std::string name_;
  H5Column<float> out_;
  std::vector<float> row_;
};

class SummaryStitcher : public ColumnStitcher {
 public:
  explicit SummaryStitcher(const H5File& out) : out_(summary_column(out)) {}
  void add(const H5File& part, const StitchContext&) override {
    part.require_backed("summary");
    const std::uint64_t rows = part.rows("summary");
    for (std::uint64_t first = 0; first < rows; first += kBlockRows) {
      const std::uint64_t count = std::min(kBlockRows, rows - first);
      const auto bytes = part.read_compound("summary", summary_fields(), sizeof(SummaryRow), first, count);
      std::vector<SummaryRow> block(count);
      std::memcpy(block.data(), bytes.data(), bytes.size());
      out_.append(block);
    }
  }
  void finish() override { out_.finish(); }

 private:
  H5Column<SummaryRow> out_;
};

std::unique_ptr<ColumnStitcher> make_value_stitcher(const H5File& out, const ResultsColumn& column) {
  switch (column.type) {
    case H5Type::kU8:
      return std::make_unique<ValueStitcher<std::uint8_t>>(out, column);
    case H5Type::kU16:
      return std::make_unique<ValueStitcher<std::uint16_t>>(out, column);
    case H5Type::kU32:
      return std::make_unique<ValueStitcher<std::uint32_t>>(out, column);
    case H5Type::kU64:
      return std::make_unique<ValueStitcher<std::uint64_t>>(out, column);
    case H5Type::kI64:
      return std::make_unique<ValueStitcher<std::int64_t>>(out, column);
    case H5Type::kF32:
      return std::make_unique<ValueStitcher<float>>(out, column);
    default:
      throw Error(ErrorKind::kInternal, "no stitcher for " + std::string(column.name));
  }
}

std::unique_ptr<ColumnStitcher> make_column_stitcher(const H5File& out, const ResultsColumn& column,
                                                     std::size_t atmospheres) {
  if (column.width == ResultsColumn::kAtmospheres) {
    return std::make_unique<AtmosphereStitcher>(out, column, atmospheres);
  }
  switch (column.kind) {
    case ColumnKind::kRaggedText:
      return std::make_unique<TextStitcher>(out, column);
    case ColumnKind::kPointer:
      return std::make_unique<PointerStitcher>(out, column);
    case ColumnKind::kParent:
      return std::make_unique<ParentStitcher>(out, column);
    case ColumnKind::kVocabulary:
      return std::make_unique<VocabularyStitcher>(out, column);
    default:
      return make_value_stitcher(out, column);
  }
}

}  // namespace

StitchContext::StitchContext(const H5File& out, std::vector<std::string> atmospheres)
    : atmospheres_(std::move(atmospheres)) {
  for (std::size_t i = 0; i < kVocabularyCount; ++i) vocabularies_.emplace_back(out, std::string(kVocabularies[i]));
}

void StitchContext::enter(const H5File& part) {
  part_ = count_results(part);
  for (std::size_t i = 0; i < kVocabularyCount; ++i) {
    const std::string name = "vocab/" + std::string(kVocabularies[i]);
    VocabularyTexts texts(part, name);
    new_indices_[i].clear();
    for (std::uint64_t k = 0; k < texts.size(); ++k) {
      new_indices_[i].push_back(vocabularies_[i].index_of(texts.at(k)));
    }
  }
  new_atmospheres_.clear();
  for (const std::string& name : part.read_text("vocab/atmospheres")) {
    const auto at = std::find(atmospheres_.begin(), atmospheres_.end(), name);
    new_atmospheres_.push_back(static_cast<std::uint32_t>(at - atmospheres_.begin()));
  }
}

void StitchContext::leave() {
  before_.targets += part_.targets;
  before_.routes += part_.routes;
}

void StitchContext::finish_vocabularies(H5File& out) {
  for (ResultsVocabulary& vocabulary : vocabularies_) vocabulary.finish();
  out.write_text("vocab/atmospheres", atmospheres_, std::string(vocabulary_description("atmospheres")));
}

std::uint64_t StitchContext::rows_before(std::string_view table) const {
  return table == "targets" ? before_.targets : before_.routes;
}

std::size_t StitchContext::vocabulary_number(std::string_view name) {
  return static_cast<std::size_t>(std::find(std::begin(kVocabularies), std::end(kVocabularies), name) -
                                  std::begin(kVocabularies));
}

const std::vector<std::uint32_t>& StitchContext::new_indices(std::string_view vocabulary) const {
  return new_indices_.at(vocabulary_number(vocabulary));
}

std::vector<std::unique_ptr<ColumnStitcher>> make_column_stitchers(const H5File& out, std::size_t atmospheres) {
  std::vector<std::unique_ptr<ColumnStitcher>> stitchers;
  for (const ResultsColumn& column : results_columns()) {
    stitchers.push_back(make_column_stitcher(out, column, atmospheres));
  }
  stitchers.push_back(std::make_unique<SummaryStitcher>(out));
  return stitchers;
}

}  // namespace matroute
