// matroute export: a results file as the text that predict would have printed.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/answer_output.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/stop.h"
#include "datasets/results/results_reader.h"

namespace matroute {
namespace {

struct ExportOptions {
  std::string file;
  std::string format;  // empty: table on a terminal, else jsonl
};

int run_export(const ExportOptions& options, const Context& context) {
  install_stop_handlers();
  ResultsReader reader(options.file);
  ReportOptions report = report_options();
  report.atmospheres = reader.info().atmospheres;
  report.conditions = reader.counts().steps + reader.counts().precedents > 0;
  const auto format = report_format_from_name(chosen_format(options.format, "jsonl"));
  if (!format) throw Error(ErrorKind::kInternal, "export has a format without a report");
  const auto writer = make_report(*format, report);
  StandardOutput out;
  std::string text;
  writer->begin(text);
  Answer answer;
  while (!stop_requested() && reader.next(answer.result)) {
    writer->add(answer, text);
    out.write(text);
    text.clear();
  }
  if (stop_requested()) {
    out.close();
    log_error(context, "stopped by a signal; the targets so far are written");
    return kStoppedExitCode;
  }
  writer->end(text);
  out.write(text);
  out.close();
  return 0;
}

}  // namespace

Command export_command() {
  auto options = std::make_shared<ExportOptions>();
  return {.name = "export",
          .summary = "Print a results file as the text that predict would have printed",
          .synopsis = "OUT.h5 [--format FORMAT]",
          .flags =
              {
                  {.names = "FILE", .field = &options->file, .help = "results file (HDF5)", .required = true},
                  {.names = "--format",
                   .field = &options->format,
                   .help = "default: table on a terminal, jsonl elsewhere",
                   .choices = {"table", "json", "jsonl", "csv", "markdown"}},
              },
          .examples =
              "  matroute export routes.h5 --format jsonl\n"
              "  matroute export routes.h5 --format csv > routes.csv\n",
          .run = [options](const Context& context) { return run_export(*options, context); }};
}

}  // namespace matroute
