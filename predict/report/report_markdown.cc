// Markdown: a heading and a table per target.
#include <fmt/format.h>

#include "predict/report/report_formats.h"

namespace matroute {
namespace {

// Characters that would end a cell or start markup.
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
  void add(const TargetResult& result, std::span<const LeftOut>, std::string& out) override {
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
    out += fmt::format("\nRoutes shown together: {}.\n\n", percent_text(result.confidence));
  }
};

}  // namespace

std::unique_ptr<Report> make_markdown_report() { return std::make_unique<MarkdownReport>(); }

}  // namespace matroute
