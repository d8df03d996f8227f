// CSV: one row a route; a target without routes has one row whose route columns are empty.
#include <fmt/format.h>

#include "predict/report/report_formats.h"

namespace matroute {
namespace {

constexpr std::string_view kHeader =
    "row,id,input,formula,vars,status,message,target_warnings,confidence,out_of_domain,"
    "rank,probability,method,precursors,coefficients,consumed,byproducts,dopants,media,equation,warnings\n";
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
  for (const ReactionComponent* component : components_of(route, role)) {
    if (!out.empty()) out += ';';
    out += component->formula;
  }
  return csv_field(out);
}

std::string coefficients(const Route& route) {
  std::string out;
  for (const ReactionComponent* component : components_of(route, Role::kPrecursor)) {
    if (!out.empty()) out += ';';
    out += to_fraction_text(component->coefficient);
  }
  return out;
}

class CsvReport : public Report {
 public:
  void begin(std::string& out) const override { out += kHeader; }

  void add(const TargetResult& result, std::span<const LeftOut>, std::string& out) override {
    const std::string target = fmt::format("{},{},{},{},{},{},{},{},{},{}", result.row, csv_field(result.input_id),
                                           csv_field(result.formula_input), csv_field(result.formula),
                                           csv_field(result.vars), name(result.status), csv_field(result.message),
                                           csv_field(fmt::format("{}", fmt::join(result.warnings, "; "))),
                                           result.confidence, static_cast<int>(result.out_of_domain));
    if (result.routes.empty()) out += target + std::string(kRouteColumns, ',') + "\n";
    for (std::size_t i = 0; i < result.routes.size(); ++i) {
      const Route& route = result.routes[i];
      out +=
          fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", target, i + 1, route.probability, name(route.method),
                      formulas(route, Role::kPrecursor), coefficients(route), formulas(route, Role::kConsumed),
                      formulas(route, Role::kByproduct), formulas(route, Role::kDopant), formulas(route, Role::kMedium),
                      csv_field(route.equation), csv_field(fmt::format("{}", fmt::join(route.warnings, "; "))));
    }
  }
};

}  // namespace

std::unique_ptr<Report> make_csv_report() { return std::make_unique<CsvReport>(); }

}  // namespace matroute
