// The table for people: reads like a lab note, and fits ReportOptions::width.
#include <algorithm>

#include <fmt/format.h>

#include "predict/report/conditions_text.h"
#include "predict/report/display_text.h"
#include "predict/report/report_formats.h"
#include "predict/report/weighing.h"

namespace matroute {
namespace {

constexpr std::size_t kIndent = 6;

// A mass in words, "258.63 g"; empty where there is no mass.
std::string mass_text(const std::optional<double>& mass) { return mass ? fmt::format("{:.2f} g", *mass) : ""; }

std::string amounts_text(const std::vector<WeighedComponent>& weighed, Role role) {
  std::string out;
  for (const auto& [component, mass] : weighed) {
    if (component->role != role) continue;
    if (!out.empty()) out += ", ";
    out += mass ? mass_text(mass) + " " + component->formula : component->formula;
  }
  return out;
}

class TableReport : public Report {
 public:
  explicit TableReport(const ReportOptions& options)
      : width_(options.width), colours_(options.colours), atmospheres_(options.atmospheres) {}

  void add(const Answer& answer, std::string& out) override {
    const TargetResult& result = answer.result;
    if (!first_) out += '\n';
    first_ = false;
    out += heading(result);
    if (!result.message.empty()) out += wrapped_text(display_text(result.message), width_, 2, 0);
    for (const std::string& warning : result.warnings) out += note(2, warning);
    if (result.out_of_domain) out += note(2, kOutOfDomainNote);
    for (std::size_t i = 0; i < result.routes.size(); ++i) add_route(result.routes[i], i + 1, out);
    if (!answer.left_out.empty()) out += "  left out:\n";
    for (const LeftOut& set : answer.left_out)
      out += wrapped_text(display_text(left_out_text(set)), width_, kIndent, 2);
    if (!result.routes.empty()) out += footer(result);
    any_routes_ = any_routes_ || !result.routes.empty();
    for (const Route& route : result.routes) any_steps_ = any_steps_ || !route.steps.empty();
  }

  void end(std::string& out) const override {
    if (any_routes_ && !any_steps_) out += "\nTemperatures, times and atmospheres are not modelled yet.\n";
  }

 private:
  std::string styled(std::string_view text, const char* code) const {
    return colours_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  std::string note(std::size_t indent, std::string_view warning) const {
    return wrapped_text(styled("note:", "33") + " " + display_text(warning), width_, indent, 2);
  }

  std::string heading(const TargetResult& result) const {
    std::string out = styled(display_text(result.formula_input), "1");
    if (!result.vars.empty()) out += " with " + result.vars;
    if (!result.formula.empty() && result.formula != result.formula_input) out += " = " + result.formula;
    if (!result.input_id.empty()) out += " [" + display_text(result.input_id) + "]";
    if (result.status != Status::kOk) out += fmt::format(": {}", styled(name(result.status), "31"));
    return out + '\n';
  }

  void add_route(const Route& route, std::size_t rank, std::string& out) const {
    out += fmt::format("{:>4}  {:>7}  {}\n", rank, percent_text(route.probability), name(route.method));
    if (!route.equation.empty()) out += wrapped_reaction(styled(route.equation, "36"));
    const std::vector<WeighedComponent> weighed = weigh(route);
    out += wrapped_text("weigh: " + amounts_text(weighed, Role::kPrecursor), width_, kIndent, 2);
    add_list("dopant: ", amounts_text(weighed, Role::kDopant), out);
    add_list("medium: ", amounts_text(weighed, Role::kMedium), out);
    for (const RouteStep& step : route.steps) add_list("step: ", step_text(step, atmospheres_), out);
    for (const Precedent& precedent : route.precedents) {
      add_list("precedent: ", display_text(precedent_text(precedent)), out);
    }
    for (const std::string& warning : route.warnings) out += note(kIndent, warning);
  }

  // A coefficient stays on the line of its formula.
  std::string wrapped_reaction(std::string text) const {
    constexpr char kGlue = '\1';
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t space = text.find(' '); space != std::string::npos; space = text.find(' ', space + 1)) {
      const std::size_t word = space == 0 ? 0 : text.rfind(' ', space - 1) + 1;
      const bool coefficient = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(word),
                                           text.begin() + static_cast<std::ptrdiff_t>(space),
                                           [&](char c) { return is_digit(c) || c == '/'; });
      if (coefficient && space > word) text[space] = kGlue;
    }
    std::string out = wrapped_text(text, width_, kIndent, 2);
    std::ranges::replace(out, kGlue, ' ');
    return out;
  }

  void add_list(const char* title, const std::string& content, std::string& out) const {
    if (!content.empty()) out += wrapped_text(title + content, width_, kIndent, 2);
  }

  static std::string footer(const TargetResult& result) {
    const std::string mass = mass_text(mass_g(result));
    return fmt::format("  Masses are for 1 mol of product ({}); routes shown together: {}.\n", mass,
                       percent_text(result.confidence));
  }

  std::size_t width_;
  bool colours_;
  std::vector<std::string> atmospheres_;
  bool first_ = true;
  bool any_routes_ = false;
  bool any_steps_ = false;
};

}  // namespace

std::unique_ptr<Report> make_table_report(const ReportOptions& options) {
  return std::make_unique<TableReport>(options);
}

}  // namespace matroute
