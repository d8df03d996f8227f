// JSON lines and the JSON list: the fields of docs/format_results.md in their order.
#include "predict/report/component_lists.h"
#include "predict/report/json_text.h"
#include "predict/report/report_formats.h"

namespace matroute {
namespace {

constexpr std::array<const char*, 3> kQuantileNames = {"p05", "p50", "p95"};

void write_quantiles(JsonText& json, const char* name, const Quantiles& quantiles) {
  json.key(name);
  json.begin_object();
  for (std::size_t i = 0; i < quantiles.size(); ++i) json.field(kQuantileNames[i], quantiles[i]);
  json.end_object();
}

void write_steps(JsonText& json, const Route& route, const std::vector<std::string>& atmospheres) {
  json.key("steps");
  json.begin_list();
  for (const RouteStep& step : route.steps) {
    json.begin_object();
    json.field("type", name(step.type));
    write_quantiles(json, "temperature_degC", step.temperature_degc);
    write_quantiles(json, "duration_h", step.duration_h);
    json.key("atmosphere");
    json.begin_object();
    const std::size_t count = std::min(atmospheres.size(), step.atmosphere.size());
    for (std::size_t i = 0; i < count; ++i) json.field(atmospheres[i], step.atmosphere[i]);
    json.end_object();
    json.end_object();
  }
  json.end_list();
}

void write_precedents(JsonText& json, const Route& route) {
  json.key("precedents");
  json.begin_list();
  for (const Precedent& precedent : route.precedents) {
    json.begin_object();
    json.field("doi", precedent.doi);
    json.field("similarity", precedent.similarity);
    json.field("relation", name(precedent.relation));
    json.end_object();
  }
  json.end_list();
}

void write_route(JsonText& json, const Route& route, std::size_t rank, const std::vector<std::string>& atmospheres) {
  json.begin_object();
  json.field("rank", rank);
  json.field("probability", route.probability);
  json.field("method", name(route.method));
  write_component_lists(json, route.components);
  json.field("equation", route.equation);
  json.field("warnings", std::span<const std::string>(route.warnings));
  write_steps(json, route, atmospheres);
  write_precedents(json, route);
  json.end_object();
}

void write_result(JsonText& json, const TargetResult& result, const std::vector<std::string>& atmospheres) {
  json.begin_object();
  json.field("row", result.row);
  if (!result.vars.empty()) json.field("vars", result.vars);
  json.field("id", result.input_id);
  json.field("input", result.formula_input);
  json.field("formula", result.formula);
  json.field("status", name(result.status));
  json.field("message", result.message);
  json.field("warnings", std::span<const std::string>(result.warnings));
  json.field("confidence", result.confidence);
  json.field("out_of_domain", result.out_of_domain);
  json.key("routes");
  json.begin_list();
  for (std::size_t i = 0; i < result.routes.size(); ++i) write_route(json, result.routes[i], i + 1, atmospheres);
  json.end_list();
  json.end_object();
}

class JsonReport : public Report {
 public:
  JsonReport(std::vector<std::string> atmospheres, JsonShape shape)
      : atmospheres_(std::move(atmospheres)), list_(shape == JsonShape::kList) {}

  void begin(std::string& out) const override {
    if (list_) out += "[";
  }

  void add(const Answer& answer, std::string& out) override {
    if (list_) out += first_ ? "\n" : ",\n";
    first_ = false;
    JsonText json(out);
    write_result(json, answer.result, atmospheres_);
    if (!list_) out += "\n";
  }

  void end(std::string& out) const override {
    if (list_) out += "\n]\n";
  }

 private:
  std::vector<std::string> atmospheres_;
  bool list_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Report> make_json_report(const ReportOptions& options, JsonShape shape) {
  return std::make_unique<JsonReport>(options.atmospheres, shape);
}

}  // namespace matroute
