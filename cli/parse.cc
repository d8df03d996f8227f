// matroute parse: what a formula is read as, or why it cannot be read.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/input_options.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/words.h"
#include "predict/report/display_text.h"
#include "predict/report/parse_report.h"
#include "predict/stream/stream.h"

namespace matroute {
namespace {

constexpr std::size_t kBatchRows = 4096;

struct ParseOptions {
  InputOptions input;
  std::string format;  // empty: table on a terminal, else jsonl
};

struct ParseTotals {
  std::uint64_t rows = 0;
  std::uint64_t read = 0;
  std::string first_fault;
};

class ParseWriter {
 public:
  explicit ParseWriter(std::string format) : format_(std::move(format)) {
    if (format_ == "json") out_.write("[");
  }

  void write(const StreamItem& item) {
    buffer_.clear();
    if (format_ == "json") buffer_ += first_ ? "\n" : ",\n";
    first_ = false;
    if (format_ == "table") {
      append_parsed_lines(item, buffer_);
    } else {
      append_parsed_json(item, buffer_);
    }
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

void add_to_totals(const StreamItem& item, ParseTotals& totals) {
  ++totals.rows;
  if (item.target) {
    ++totals.read;
  } else if (totals.first_fault.empty()) {
    totals.first_fault = display_text(item.row.formula) + ": " + item.target.error().message;
  }
}

// The exit code after all answers are written: 0 where a formula could be read. Throws Error (input) where none could.
int judge(const ParseTotals& totals, const std::string& name) {
  if (totals.read > 0) return 0;
  if (totals.rows == 0) throw Error(ErrorKind::kInput, fmt::format("{} holds no formula", name));
  if (totals.rows == 1) throw Error(ErrorKind::kInput, totals.first_fault);
  throw Error(ErrorKind::kInput,
              fmt::format("none of {} formulas could be read; the first: {}", totals.rows, totals.first_fault));
}

int run_parse(const ParseOptions& options, const Context& context) {
  install_stop_handlers();
  const auto source = open_input(options.input);
  const StreamOptions how{
      .series = expand_variables(options.input.variables), .batch_size = kBatchRows, .stop = stop_requested};
  Progress progress(context, "rows", estimated_rows(options.input));
  ParseWriter writer(chosen_format(options.format, "jsonl"));
  ParseTotals totals;
  const auto write = [&](const StreamBatch& batch) {
    for (const StreamItem& item : batch.items) {
      writer.write(item);
      add_to_totals(item, totals);
    }
    progress.update(totals.rows);
  };
  StreamEnd end;
  try {
    end = run_stream(*source, how,
                     [&](StreamBatch&& batch) { return [&write, batch = std::move(batch)] { write(batch); }; });
  } catch (const Error&) {
    writer.close();  // writes the answers for the rows before the input broke off
    throw;
  }
  writer.close();
  if (end.stopped) {
    log_error(context, fmt::format("stopped by a signal after {}, written", counted(totals.rows, "formula")));
    return kStoppedExitCode;
  }
  return judge(totals, source->name());
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
