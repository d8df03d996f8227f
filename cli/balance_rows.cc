// A batch is read by one thread and balanced by all of them.
#include "cli/balance_rows.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/list_text.h"
#include "base/parallel_for.h"
#include "datasets/io/table_reader.h"
#include "datasets/results/route.h"
#include "predict/report/json_text.h"

namespace matroute {
namespace {

constexpr std::size_t kBatchRows = 4096;

class OneRow : public BalanceSource {
 public:
  explicit OneRow(BalanceRow row) : row_(std::move(row)) {}

  bool next(BalanceRow& row) override {
    row = row_;
    return !std::exchange(done_, true);
  }
  std::string name() const override { return "command line"; }

 private:
  BalanceRow row_;
  bool done_ = false;
};

class FileRows : public BalanceSource {
 public:
  explicit FileRows(const std::string& path) : table_(TableReader::open(path)) {
    constexpr std::array<std::string_view, 2> kTargetColumns = {"target", "formula"};
    target_column_ = choose_column(*table_, "", kTargetColumns);
    choose_column(*table_, "precursors", {});
  }

  bool next(BalanceRow& row) override {
    if (!table_->next(input_)) return false;
    const InputField* target = input_.find(target_column_);
    const InputField* precursors = input_.find("precursors");
    row = {.target = target == nullptr ? input_.text : target->value, .precursors = {}, .error = input_.error};
    if (row.error.empty() && (target == nullptr || precursors == nullptr || precursors->value.empty())) {
      row.error = "the row lacks a target or precursors";
    }
    if (!row.error.empty() && input_.line > 0) row.error = fmt::format("line {}: {}", input_.line, row.error);
    if (row.error.empty()) {
      row.precursors = precursors->is_list ? precursors->items : split_formulas(precursors->value, ';');
    }
    return true;
  }
  std::string name() const override { return table_->name(); }

 private:
  std::unique_ptr<TableReader> table_;
  std::string target_column_;
  InputRow input_;
};

// One row with one set of values for its variables, and what became of it.
struct Item {
  BalanceRow row;
  Variables variables;
  std::string status = "bad_formula";
  std::string message;
  Formula target;
  Reaction reaction;
  std::vector<std::string> warnings;  // of the formulas, then of the reaction
};

// False, with a message, where the formula cannot be read. The message names a precursor; the target is known.
bool read_formula(const std::string& text, Item& item, Formula& formula) {
  auto parsed = parse_formula(text, item.variables);
  if (!parsed) {
    const std::string& message = parsed.error().message;
    const bool is_target = &formula == &item.target;
    item.message = text.empty() ? "an entry is empty" : is_target ? message : fmt::format("{}: {}", text, message);
    return false;
  }
  formula = std::move(parsed).value();
  for (const std::string& warning : formula.warnings) item.warnings.push_back(fmt::format("{}: {}", text, warning));
  return true;
}

void balance_item(Item& item, AskedAtmosphere atmosphere) {
  item.message = item.row.error;
  if (!item.message.empty() || !read_formula(item.row.target, item, item.target)) return;
  std::vector<Formula> precursors(item.row.precursors.size());
  for (std::size_t i = 0; i < precursors.size(); ++i) {
    if (!read_formula(item.row.precursors[i], item, precursors[i])) return;
  }
  auto balanced = balance(item.target, precursors, atmosphere);
  if (!balanced) {
    item.status = "unbalanced";
    item.message = balanced.error().message;
    return;
  }
  item.status = "ok";
  item.reaction = std::move(balanced).value();
  std::ranges::copy(item.reaction.warnings, std::back_inserter(item.warnings));
}

void write_components(JsonText& json, const char* list, Role role, const Reaction& reaction) {
  json.key(list);
  json.begin_list();
  for (const ReactionComponent& component : reaction.components) {
    if (component.role != role) continue;
    json.begin_object();
    json.field("formula", component.formula);
    json.field("coefficient", to_fraction_text(component.coefficient));
    json.end_object();
  }
  json.end_list();
}

void write_json(const Item& item, std::string& out) {
  JsonText json(out);
  json.begin_object();
  json.field("input", item.row.target);
  if (!item.variables.empty()) json.field("vars", to_text(item.variables));
  json.field("formula", to_text(item.target.composition));
  json.field("status", item.status);
  json.field("equation", item.status == "ok" ? equation_text(item.target, item.reaction) : "");
  write_components(json, "precursors", Role::kPrecursor, item.reaction);
  write_components(json, "consumed", Role::kConsumed, item.reaction);
  write_components(json, "byproducts", Role::kByproduct, item.reaction);
  write_components(json, "dopants", Role::kDopant, item.reaction);
  write_components(json, "media", Role::kMedium, item.reaction);
  json.field("degrees_of_freedom", item.reaction.degrees_of_freedom);
  json.field("warnings", std::span<const std::string>(item.warnings));
  json.field("message", item.message);
  json.end_object();
  out += '\n';
}

void write_table(const Item& item, std::string& out) {
  if (item.status != "ok") {
    out += fmt::format("{}: {}\n  {}\n", item.row.target, item.status, item.message);
    return;
  }
  out += equation_text(item.target, item.reaction) + "\n";
  for (const ReactionComponent& component : item.reaction.components) {
    const bool stated = component.coefficient.sign() != 0;
    out += fmt::format("  {:<10} {:>8}  {}\n", name(component.role),
                       stated ? to_fraction_text(component.coefficient) : "", component.formula);
  }
  for (const std::string& warning : item.warnings) out += fmt::format("  note: {}\n", warning);
}

// False at the end, and where the input breaks off, which is kept until the rows before it are written.
bool read_row(BalanceSource& source, BalanceRow& row, BalanceTotals& totals) {
  if (totals.break_off) return false;
  try {
    return source.next(row);
  } catch (const Error&) {
    totals.break_off = std::current_exception();
    return false;
  }
}

std::vector<Item> read_items(BalanceSource& source, const std::vector<Variables>& series, BalanceTotals& totals) {
  std::vector<Item> items;
  BalanceRow row;
  while (items.size() < kBatchRows && read_row(source, row, totals)) {
    std::vector<std::string> texts = row.precursors;
    texts.push_back(row.target);
    for (const Variables& variables : members_for(texts, series)) {
      Item& item = items.emplace_back();
      item.row = row;
      item.variables = variables;
    }
  }
  return items;
}

void add_to_totals(const Item& item, BalanceTotals& totals) {
  ++totals.rows;
  if (item.status == "ok") ++totals.balanced;
  if (item.status == "unbalanced") ++totals.unbalanced;
  if (!item.message.empty() && totals.first_fault.empty()) {
    totals.first_fault = fmt::format("{}: {}", item.row.target, item.message);
  }
}

}  // namespace

std::unique_ptr<BalanceSource> balance_rows_from_file(const std::string& path) {
  return std::make_unique<FileRows>(path);
}

std::unique_ptr<BalanceSource> balance_row_from_texts(const std::string& target, const std::string& precursors) {
  return std::make_unique<OneRow>(
      BalanceRow{.target = target, .precursors = split_formulas(precursors, ','), .error = ""});
}

bool balance_batch(BalanceSource& source, const BalanceSettings& settings, BalanceTotals& totals, std::string& text) {
  text.clear();
  std::vector<Item> items = read_items(source, settings.series, totals);
  parallel_for(items.size(), 16, [&](std::size_t i) { balance_item(items[i], settings.atmosphere); });
  for (const Item& item : items) {
    settings.table ? write_table(item, text) : write_json(item, text);
    add_to_totals(item, totals);
  }
  return !items.empty();
}

}  // namespace matroute
