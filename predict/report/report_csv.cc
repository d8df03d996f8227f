// CSV: one row a route; a target without routes has one row whose route columns are empty. Steps and precedents have
// columns where ReportOptions::conditions says so: the header is written before the first route is known.
#include <fmt/format.h>

#include "predict/report/component_lists.h"
#include "predict/report/conditions_text.h"
#include "predict/report/report_formats.h"

namespace matroute {
namespace {

constexpr std::string_view kHeader =
    "row,id,input,formula,vars,status,message,target_warnings,confidence,out_of_domain,"
    "rank,probability,method,precursors,coefficients,consumed,byproducts,dopants,media,equation,warnings";
constexpr std::string_view kConditionsHeader = ",steps,precedents";
constexpr std::size_t kRouteColumns = 11;

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string formulas(const Route& route, Role role) {
  std::string out;
  for (const ReactionComponent* component : components_with(route.components, role)) {
    if (!out.empty()) out += ';';
    out += component->formula;
  }
  return csv_field(out);
}

std::string coefficients(const Route& route) {
  std::string out;
  for (const ReactionComponent* component : components_with(route.components, Role::kPrecursor)) {
    if (!out.empty()) out += ';';
    out += to_fraction_text(component->coefficient);
  }
  return out;
}

std::string target_columns(const TargetResult& result) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{}", result.row, csv_field(result.input_id),
                     csv_field(result.formula_input), csv_field(result.formula), csv_field(result.vars),
                     name(result.status), csv_field(result.message),
                     csv_field(fmt::format("{}", fmt::join(result.warnings, "; "))), result.confidence,
                     static_cast<int>(result.out_of_domain));
}

std::string route_columns(const Route& route, std::size_t rank) {
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{}", rank, route.probability, name(route.method),
                     formulas(route, Role::kPrecursor), coefficients(route), formulas(route, Role::kConsumed),
                     formulas(route, Role::kByproduct), formulas(route, Role::kDopant), formulas(route, Role::kMedium),
                     csv_field(route.equation), csv_field(fmt::format("{}", fmt::join(route.warnings, "; "))));
}

class CsvReport : public Report {
 public:
  explicit CsvReport(const ReportOptions& options)
      : conditions_(options.conditions), atmospheres_(options.atmospheres) {}

  void begin(std::string& out) const override {
    out += kHeader;
    if (conditions_) out += kConditionsHeader;
    out += '\n';
  }

  void add(const Answer& answer, std::string& out) override {
    const std::string target = target_columns(answer.result);
    const std::vector<Route>& routes = answer.result.routes;
    if (routes.empty()) out += target + std::string(kRouteColumns + (conditions_ ? 2 : 0), ',') + "\n";
    for (std::size_t i = 0; i < routes.size(); ++i) {
      out += target + ',' + route_columns(routes[i], i + 1);
      if (conditions_) out += conditions(routes[i]);
      out += '\n';
    }
  }

 private:
  std::string conditions(const Route& route) const {
    std::vector<std::string> steps;
    for (const RouteStep& step : route.steps) steps.push_back(step_text(step, atmospheres_));
    std::vector<std::string> precedents;
    for (const Precedent& precedent : route.precedents) precedents.push_back(precedent_text(precedent));
    return fmt::format(",{},{}", csv_field(fmt::format("{}", fmt::join(steps, "; "))),
                       csv_field(fmt::format("{}", fmt::join(precedents, "; "))));
  }

  bool conditions_;
  std::vector<std::string> atmospheres_;
};

}  // namespace

std::unique_ptr<Report> make_csv_report(const ReportOptions& options) { return std::make_unique<CsvReport>(options); }

}  // namespace matroute
