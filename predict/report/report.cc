// Functions that the formats share, and the class that writes each format.
#include "predict/report/report.h"

#include <fmt/format.h>

#include "base/error.h"
#include "predict/report/report_formats.h"

namespace matroute {

std::optional<ReportFormat> report_format_from_name(std::string_view text) {
  if (text == "table") return ReportFormat::kTable;
  if (text == "json") return ReportFormat::kJson;
  if (text == "jsonl") return ReportFormat::kJsonl;
  if (text == "csv") return ReportFormat::kCsv;
  if (text == "markdown") return ReportFormat::kMarkdown;
  return std::nullopt;
}

std::unique_ptr<Report> make_report(ReportFormat format, const ReportOptions& options) {
  switch (format) {
    case ReportFormat::kTable:
      return make_table_report(options);
    case ReportFormat::kJson:
      return make_json_report(options, JsonShape::kList);
    case ReportFormat::kJsonl:
      return make_json_report(options, JsonShape::kLines);
    case ReportFormat::kCsv:
      return make_csv_report(options);
    case ReportFormat::kMarkdown:
      return make_markdown_report(options);
  }
  throw Error(ErrorKind::kInternal, "a report format without a writer");
}

std::string percent_text(double probability) {
  const double percent = 100 * probability;
  return percent > 0 && percent < 0.05 ? "< 0.1 %" : fmt::format("{:.1f} %", percent);
}

std::string left_out_text(const LeftOut& left_out) {
  return fmt::format("{} ({}): {}", left_out.set, percent_text(left_out.probability), left_out.message);
}

}  // namespace matroute
