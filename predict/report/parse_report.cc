// A formula as JSON, and as lines.
#include "predict/report/parse_report.h"

#include <fmt/format.h>

#include "predict/report/display_text.h"
#include "predict/report/json_text.h"

namespace matroute {
namespace {

// The formula, a caret under the place of the fault, and the message.
std::string fault_text(const StreamItem& item) {
  const FormulaError& error = item.target.error();
  const std::string shown = display_text(item.row.formula);
  if (!item.row.error.empty() || shown != item.row.formula)
    return fmt::format("{}: bad_formula\n  {}\n", shown, error.message);
  return fmt::format("{}: bad_formula\n{}^ {}\n", shown, std::string(error.position, ' '), error.message);
}

}  // namespace

void append_parsed_json(const StreamItem& item, std::string& out) {
  const Formula none;
  const Formula& formula = item.target ? *item.target : none;
  JsonText json(out);
  json.begin_object();
  json.field("input", item.row.formula);
  if (!item.variables.empty()) json.field("vars", to_text(item.variables));
  json.field("status", item.target ? "ok" : "bad_formula");
  json.field("formula", to_text(formula.composition));
  json.key("composition");
  json.begin_object();
  for (const auto& [element, amount] : formula.composition) json.field(symbol(element), to_fraction_text(amount));
  json.end_object();
  json.key("annotations");
  json.begin_list();
  for (const Annotation& annotation : formula.annotations) {
    json.begin_object();
    json.field("kind", annotation.kind);
    json.field("text", annotation.text);
    json.end_object();
  }
  json.end_list();
  json.field("warnings", std::span<const std::string>(formula.warnings));
  json.field("message", item.target ? std::string() : item.target.error().message);
  json.key("position");
  if (item.target || !item.row.error.empty()) {
    json.null();
  } else {
    json.value(item.target.error().position);
  }
  json.end_object();
}

void append_parsed_lines(const StreamItem& item, std::string& out) {
  if (!item.target) {
    out += fault_text(item);
    return;
  }
  const Formula& formula = *item.target;
  const std::string plain = to_text(formula.composition);
  out += item.row.formula + (item.variables.empty() ? "" : " with " + to_text(item.variables));
  out += (plain == item.row.formula ? "" : " = " + plain) + "\n ";
  for (const auto& [element, amount] : formula.composition) {
    out += fmt::format(" {} {}", symbol(element), to_fraction_text(amount));
  }
  out += '\n';
  for (const Annotation& annotation : formula.annotations) {
    out += fmt::format("  {}: {}\n", annotation.kind, annotation.text);
  }
  for (const std::string& warning : formula.warnings) out += fmt::format("  note: {}\n", warning);
}

}  // namespace matroute
