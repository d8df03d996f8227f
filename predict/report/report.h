// Results as text: the readable table, JSON lines, a JSON list, CSV and markdown.
// `predict` and `export` print through the same code.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "predict/report/answer.h"

namespace matroute {

enum class ReportFormat { kTable, kJson, kJsonl, kCsv, kMarkdown };

// Empty where the text is the name of no format.
std::optional<ReportFormat> report_format_from_name(std::string_view text);

struct ReportOptions {
  std::size_t width = 80;                // columns of the table
  bool colours = false;                  // of the table
  std::vector<std::string> atmospheres;  // names of the entries of RouteStep::atmosphere
  bool conditions = false;               // routes may have steps or precedents: CSV has columns for them, at the end
};

// A report appends to `out`, one result after another, so that a stream of results needs the memory of one alone.
class Report {
 public:
  virtual ~Report() = default;

  virtual void begin(std::string& out) const { static_cast<void>(out); }
  // Answer::left_out is printed by the table alone.
  virtual void add(const Answer& answer, std::string& out) = 0;
  virtual void end(std::string& out) const { static_cast<void>(out); }
};

std::unique_ptr<Report> make_report(ReportFormat format, const ReportOptions& options = {});

// "Na2CO3 + TiO2 (3.1 %): Na is left over": how --explain names a set that is no route.
std::string left_out_text(const LeftOut& left_out);

// A probability in per cent, "82.1 %"; "< 0.1 %" where it would round to 0.
std::string percent_text(double probability);

}  // namespace matroute
