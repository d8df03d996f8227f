// Targets from a list, and from the rows of a table.
#include "predict/stream/target_source.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "datasets/io/table_reader.h"

namespace matroute {
namespace {

constexpr std::array<std::string_view, 2> kFormulaColumns = {"formula", "target"};

class ListSource : public TargetSource {
 public:
  explicit ListSource(std::vector<std::string> formulas) : formulas_(std::move(formulas)) {}

  bool next(TargetRow& row) override {
    if (next_ == formulas_.size()) return false;
    row = {.row = next_, .id = "", .formula = formulas_[next_], .error = ""};
    ++next_;
    return true;
  }

  std::string name() const override { return "command line"; }
  std::string sha256() const override { return ""; }

 private:
  std::vector<std::string> formulas_;
  std::size_t next_ = 0;
};

class TableSource : public TargetSource {
 public:
  TableSource(const std::string& path, const TargetColumns& columns) : table_(TableReader::open(path)) {
    formula_column_ = choose_column(*table_, columns.formula, kFormulaColumns, columns.formula_flag);
    id_column_ = columns.id.empty() ? "id" : columns.id;
    if (columns.id.empty() || std::ranges::find(table_->columns(), columns.id) != table_->columns().end()) return;
    throw Error(ErrorKind::kInput, fmt::format("{} has no column '{}'; its columns are {}", table_->name(), columns.id,
                                               fmt::join(table_->columns(), ", ")));
  }

  bool next(TargetRow& row) override {
    if (!table_->next(input_)) return false;
    row.row = input_.row;
    row.error = input_.error;
    const InputField* formula = input_.find(formula_column_);
    const InputField* id = id_column_ == formula_column_ ? nullptr : input_.find(id_column_);
    row.id = id == nullptr ? "" : id->value;
    row.formula = formula == nullptr ? input_.text : formula->value;
    if (row.error.empty() && formula == nullptr) row.error = fmt::format("no value for '{}'", formula_column_);
    if (!row.error.empty() && input_.line > 0) row.error = fmt::format("line {}: {}", input_.line, row.error);
    return true;
  }

  std::string name() const override { return table_->name(); }
  std::string sha256() const override { return table_->sha256(); }

 private:
  std::unique_ptr<TableReader> table_;
  std::string formula_column_;
  std::string id_column_;
  InputRow input_;
};

}  // namespace

std::unique_ptr<TargetSource> targets_from_list(std::vector<std::string> formulas) {
  return std::make_unique<ListSource>(std::move(formulas));
}

std::unique_ptr<TargetSource> targets_from_file(const std::string& path, const TargetColumns& columns) {
  return std::make_unique<TableSource>(path, columns);
}

}  // namespace matroute
