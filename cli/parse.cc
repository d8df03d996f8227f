// matroute parse: what a formula is read as, or why it cannot be read.
#include <fmt/format.h>

#include <exception>

#include "base/error.h"
#include "base/parallel_for.h"
#include "chem/formula.h"
#include "cli/command.h"
#include "cli/counted.h"
#include "cli/input_options.h"
#include "cli/progress.h"
#include "cli/standard_output.h"
#include "cli/stop.h"
#include "predict/report/display_text.h"
#include "predict/report/json_text.h"

namespace matroute {
namespace {

constexpr std::size_t kBatchRows = 4096;

struct ParseOptions {
  InputOptions input;
  std::string format;  // empty: by where the output goes
};

// One formula with one set of values for its variables.
struct ParsedRow {
  std::string text;
  Variables variables;
  Result<Formula, FormulaError> parsed = FormulaError{};
  bool broken = false;  // the row itself could not be read; the error holds why
};

struct ParseTotals {
  std::uint64_t rows = 0;
  std::uint64_t read = 0;
  std::string first_fault;
};

void write_json(const ParsedRow& row, std::string& out) {
  const Formula none;
  const Formula& formula = row.parsed ? *row.parsed : none;
  JsonText json(out);
  json.begin_object();
  json.field("input", row.text);
  if (!row.variables.empty()) json.field("vars", to_text(row.variables));
  json.field("status", row.parsed ? "ok" : "bad_formula");
  json.field("formula", to_text(formula.composition));
  json.key("composition");
  json.begin_object();
  for (const auto& [element, amount] : formula.composition) json.field(symbol(element), to_fraction_text(amount));
  json.end_object();
  json.key("annotations");
  json.begin_list();
  for (const Annotation& annotation : formula.annotations) {
    json.begin_object();
    json.field("kind", annotation.kind);
    json.field("text", annotation.text);
    json.end_object();
  }
  json.end_list();
  json.field("warnings", std::span<const std::string>(formula.warnings));
  json.field("message", row.parsed ? std::string() : row.parsed.error().message);
  json.key("position");
  if (row.parsed || row.broken) {
    json.null();
  } else {
    json.value(row.parsed.error().position);
  }
  json.end_object();
}

// The message with the text before it and a caret under the place.
std::string fault_text(const ParsedRow& row) {
  const FormulaError& error = row.parsed.error();
  const std::string shown = display_text(row.text);
  if (row.broken || shown != row.text) return fmt::format("{}: bad_formula\n  {}\n", shown, error.message);
  return fmt::format("{}: bad_formula\n{}^ {}\n", shown, std::string(error.position, ' '), error.message);
}

void write_table(const ParsedRow& row, std::string& out) {
  if (!row.parsed) {
    out += fault_text(row);
    return;
  }
  const Formula& formula = *row.parsed;
  const std::string plain = to_text(formula.composition);
  out += row.text + (row.variables.empty() ? "" : " with " + to_text(row.variables));
  out += (plain == row.text ? "" : " = " + plain) + "\n ";
  for (const auto& [element, amount] : formula.composition) {
    out += fmt::format(" {} {}", symbol(element), to_fraction_text(amount));
  }
  out += '\n';
  for (const Annotation& annotation : formula.annotations) {
    out += fmt::format("  {}: {}\n", annotation.kind, annotation.text);
  }
  for (const std::string& warning : formula.warnings) out += fmt::format("  note: {}\n", warning);
}

// False at the end of the input, and where it breaks off, which is kept until the rows before it are written.
bool read_rows(TargetSource& source, const std::vector<Variables>& series, std::vector<ParsedRow>& rows,
               std::exception_ptr& break_off) {
  rows.clear();
  TargetRow row;
  while (rows.size() < kBatchRows) {
    try {
      if (!source.next(row)) return false;
    } catch (const Error&) {
      break_off = std::current_exception();
      return false;
    }
    for (const Variables& variables : members_for({&row.formula, 1}, series)) {
      rows.push_back({.text = row.formula,
                      .variables = variables,
                      .parsed = FormulaError{row.error, 0},
                      .broken = !row.error.empty()});
    }
  }
  return true;
}

void parse_rows(std::vector<ParsedRow>& rows) {
  parallel_for(rows.size(), 64, [&](std::size_t i) {
    ParsedRow& row = rows[i];
    if (!row.broken) row.parsed = parse_formula(row.text, row.variables);
  });
}

class ParseWriter {
 public:
  explicit ParseWriter(std::string format) : format_(std::move(format)) {
    if (format_ == "json") out_.write("[");
  }

  void write(const ParsedRow& row) {
    buffer_.clear();
    if (format_ == "json") buffer_ += first_ ? "\n" : ",\n";
    first_ = false;
    format_ == "table" ? write_table(row, buffer_) : write_json(row, buffer_);
    if (format_ == "jsonl") buffer_ += '\n';
    out_.write(buffer_);
  }

  void close() {
    if (format_ == "json") out_.write("\n]\n");
    out_.close();
  }

 private:
  std::string format_;
  std::string buffer_;
  StandardOutput out_;
  bool first_ = true;
};

void add_to_totals(const ParsedRow& row, ParseTotals& totals) {
  ++totals.rows;
  if (row.parsed) {
    ++totals.read;
  } else if (totals.first_fault.empty()) {
    totals.first_fault = display_text(row.text) + ": " + row.parsed.error().message;
  }
}

int run_parse(const ParseOptions& options, const Context& context) {
  install_stop_handlers();
  const auto source = open_input(options.input);
  const auto series = expand_variables(options.input.variables);
  Progress progress(context, "rows", estimated_rows(options.input));
  ParseWriter writer(chosen_format(options.format, "jsonl"));
  ParseTotals totals;
  std::vector<ParsedRow> rows;
  std::exception_ptr break_off;
  bool more = true;
  while (more && !stop_requested()) {
    more = read_rows(*source, series, rows, break_off);
    parse_rows(rows);
    for (const ParsedRow& row : rows) {
      writer.write(row);
      add_to_totals(row, totals);
    }
    progress.update(totals.rows);
  }
  writer.close();
  if (more) {
    log_error(context, fmt::format("stopped by a signal after {}, written", counted(totals.rows, "formula")));
    return kStoppedExitCode;
  }
  if (break_off) std::rethrow_exception(break_off);
  if (totals.read > 0) return 0;
  if (totals.rows == 0) throw Error(ErrorKind::kInput, fmt::format("{} holds no formula", source->name()));
  if (totals.rows == 1) throw Error(ErrorKind::kInput, totals.first_fault);
  throw Error(ErrorKind::kInput,
              fmt::format("none of {} formulas could be read; the first: {}", totals.rows, totals.first_fault));
}

}  // namespace

Command parse_command() {
  auto options = std::make_shared<ParseOptions>();
  std::vector<Flag> flags = input_flags(options->input);
  flags.push_back({.names = "--format",
                   .field = &options->format,
                   .help = "default: table on a terminal, jsonl elsewhere",
                   .choices = {"table", "json", "jsonl"}});
  return {.name = "parse",
          .summary = "Show what formulas are read as, or where and why they cannot be read",
          .synopsis = "[FORMULA...] [-i FILE] [OPTIONS]",
          .flags = std::move(flags),
          .examples =
              "  matroute parse 'LiNi1/3Mn1/3Co1/3O2' 'CuSO4·5H2O' 'Y3Al5O12:Ce0.06'\n"
              "  matroute parse 'La1-xSrxMnO3' --var x=0:0.5:0.1\n"
              "  matroute parse -i candidates.csv --format jsonl\n",
          .run = [options](const Context& context) { return run_parse(*options, context); }};
}

}  // namespace matroute
