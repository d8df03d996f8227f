// Markdown: a heading and a table per target.
#include <fmt/format.h>

#include "predict/report/conditions_text.h"
#include "predict/report/report_formats.h"

namespace matroute {
namespace {

// The text with a backslash before characters that would end a cell or start markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("|\\*_`<[]").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

class MarkdownReport : public Report {
 public:
  explicit MarkdownReport(const ReportOptions& options) : atmospheres_(options.atmospheres) {}

  void add(const Answer& answer, std::string& out) override {
    const TargetResult& result = answer.result;
    out += fmt::format("## {}{}{}\n\n", escaped(result.formula_input),
                       result.vars.empty() ? "" : " (" + escaped(result.vars) + ")",
                       result.input_id.empty() ? "" : " " + escaped("[" + result.input_id + "]"));
    if (!result.message.empty()) out += fmt::format("{}: {}\n\n", name(result.status), escaped(result.message));
    for (const std::string& warning : result.warnings) out += fmt::format("- {}\n", escaped(warning));
    if (result.out_of_domain) out += fmt::format("- {}\n", kOutOfDomainNote);
    if (!result.warnings.empty() || result.out_of_domain) out += '\n';
    if (result.routes.empty()) return;
    out += "| rank | probability | method | reaction | warnings |\n|---:|---:|---|---|---|\n";
    for (std::size_t i = 0; i < result.routes.size(); ++i) {
      const Route& route = result.routes[i];
      out += fmt::format("| {} | {} | {} | {} | {} |\n", i + 1, percent_text(route.probability), name(route.method),
                         escaped(route.equation), escaped(fmt::format("{}", fmt::join(route.warnings, "; "))));
    }
    for (std::size_t i = 0; i < result.routes.size(); ++i) add_conditions(result.routes[i], i + 1, out);
    out += fmt::format("\nRoutes shown together: {}.\n\n", percent_text(result.confidence));
  }

 private:
  // Appends steps and precedents as lists behind the table, since a cell holds one line.
  void add_conditions(const Route& route, std::size_t rank, std::string& out) const {
    if (!route.steps.empty()) out += fmt::format("\nSteps of route {}:\n\n", rank);
    for (const RouteStep& step : route.steps) out += fmt::format("1. {}\n", escaped(step_text(step, atmospheres_)));
    if (!route.precedents.empty()) out += fmt::format("\nPrecedents of route {}:\n\n", rank);
    for (const Precedent& precedent : route.precedents) {
      out += fmt::format("- {}\n", escaped(precedent_text(precedent)));
    }
  }

  std::vector<std::string> atmospheres_;
};

}  // namespace

std::unique_ptr<Report> make_markdown_report(const ReportOptions& options) {
  return std::make_unique<MarkdownReport>(options);
}

}  // namespace matroute
