// Results as text: the readable table, JSON lines, a JSON list, CSV and markdown.
// `predict` and `export` print through the same code.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/results/route.h"

namespace matroute {

enum class ReportFormat { kTable, kJson, kJsonl, kCsv, kMarkdown };

inline constexpr std::array<std::string_view, 5> kReportFormatNames = {"table", "json", "jsonl", "csv", "markdown"};

// Empty where no format is called so.
std::optional<ReportFormat> report_format_from_name(std::string_view text);

struct ReportOptions {
  std::size_t width = 80;                // columns of the table
  bool colours = false;                  // of the table
  std::vector<std::string> atmospheres;  // names of the entries of RouteStep::atmosphere
};

// Everything is appended to `out`; one result after another, so that a stream needs no more memory than one of them.
class Report {
 public:
  virtual ~Report() = default;

  virtual void begin(std::string& out) const { static_cast<void>(out); }
  // `left_out` is printed by the table alone.
  virtual void add(const TargetResult& result, std::span<const LeftOut> left_out, std::string& out) = 0;
  virtual void end(std::string& out) const { static_cast<void>(out); }
};

std::unique_ptr<Report> make_report(ReportFormat format, const ReportOptions& options = {});

// "Na2CO3 + TiO2 (3.1 %): Na is left over": how --explain names a set that is no route.
std::string left_out_text(const LeftOut& left_out);

// "82.1 %"; "< 0.1 %" for what rounds to nothing.
std::string percent_text(double probability);

}  // namespace matroute
