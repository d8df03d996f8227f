// Targets from a list, and from the rows of a table.
#include "predict/stream/target_source.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "base/list_text.h"
#include "datasets/io/table_reader.h"

namespace matroute {
namespace {

constexpr std::array<std::string_view, 2> kFormulaColumns = {"formula", "target"};
constexpr std::array<std::string_view, 2> kReactionColumns = {"target", "formula"};
constexpr std::string_view kPrecursorColumn = "precursors";

class ListSource : public TargetSource {
 public:
  explicit ListSource(std::vector<TargetRow> rows) : rows_(std::move(rows)) {}

  bool next(TargetRow& row) override {
    if (next_ == rows_.size()) return false;
    row = std::move(rows_[next_]);
    row.row = next_++;
    return true;
  }

  std::string name() const override { return "command line"; }
  std::string sha256() const override { return ""; }

 private:
  std::vector<TargetRow> rows_;
  std::size_t next_ = 0;
};

class TableSource : public TargetSource {
 public:
  TableSource(const std::string& path, const TargetColumns& columns)
      : table_(TableReader::open(path)), reaction_(columns.reaction) {
    formula_column_ =
        choose_column(*table_, columns.formula, reaction_ ? kReactionColumns : kFormulaColumns, columns.formula_flag);
    if (reaction_) choose_column(*table_, kPrecursorColumn, {});
    id_column_ = columns.id.empty() ? "id" : columns.id;
    if (columns.id.empty() || std::ranges::find(table_->columns(), columns.id) != table_->columns().end()) return;
    throw Error(ErrorKind::kInput, fmt::format("{} has no column '{}'; its columns are {}", table_->name(), columns.id,
                                               fmt::join(table_->columns(), ", ")));
  }

  bool next(TargetRow& row) override {
    if (!table_->next(input_)) return false;
    row = {};
    row.row = input_.row;
    row.error = input_.error;
    const InputField* formula = input_.find(formula_column_);
    const InputField* id = id_column_ == formula_column_ ? nullptr : input_.find(id_column_);
    if (id != nullptr) row.id = id->value;
    row.formula = formula == nullptr ? input_.text : formula->value;
    if (reaction_) {
      take_precursors(formula != nullptr, row);
    } else if (row.error.empty() && formula == nullptr) {
      row.error = fmt::format("no value for '{}'", formula_column_);
    }
    if (!row.error.empty() && input_.line > 0) row.error = fmt::format("line {}: {}", input_.line, row.error);
    return true;
  }

  std::string name() const override { return table_->name(); }
  std::string sha256() const override { return table_->sha256(); }

 private:
  void take_precursors(bool has_target, TargetRow& row) const {
    if (!row.error.empty()) return;
    const InputField* precursors = input_.find(kPrecursorColumn);
    if (!has_target || precursors == nullptr || precursors->value.empty()) {
      row.error = "the row lacks a target or precursors";
      return;
    }
    row.precursors = precursors->is_list ? precursors->items : split_formulas(precursors->value, ';');
  }

  std::unique_ptr<TableReader> table_;
  bool reaction_;
  std::string formula_column_;
  std::string id_column_;
  InputRow input_;
};

}  // namespace

std::unique_ptr<TargetSource> targets_from_list(std::vector<std::string> formulas) {
  std::vector<TargetRow> rows(formulas.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].formula = std::move(formulas[i]);
  return std::make_unique<ListSource>(std::move(rows));
}

std::unique_ptr<TargetSource> reaction_from_texts(const std::string& target, const std::string& precursors) {
  std::vector<TargetRow> rows(1);
  rows[0].formula = target;
  rows[0].precursors = split_formulas(precursors, ',');
  return std::make_unique<ListSource>(std::move(rows));
}

std::unique_ptr<TargetSource> targets_from_file(const std::string& path, const TargetColumns& columns) {
  return std::make_unique<TableSource>(path, columns);
}

}  // namespace matroute
