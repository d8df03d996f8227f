// A reaction as JSON, and as lines.
#include "predict/report/balance_report.h"

#include <fmt/format.h>

#include "datasets/results/route.h"
#include "predict/report/component_lists.h"
#include "predict/report/json_text.h"

namespace matroute {

void append_balance_json(const BalanceAnswer& answer, std::string& out) {
  const bool balanced = answer.status == BalanceStatus::kOk;
  JsonText json(out);
  json.begin_object();
  json.field("input", answer.input);
  if (!answer.variables.empty()) json.field("vars", to_text(answer.variables));
  json.field("formula", to_text(answer.target.composition));
  json.field("status", name(answer.status));
  json.field("equation", balanced ? equation_text(answer.target, answer.reaction) : "");
  write_component_lists(json, answer.reaction.components);
  json.field("degrees_of_freedom", answer.reaction.degrees_of_freedom);
  json.field("warnings", std::span<const std::string>(answer.warnings));
  json.field("message", answer.message);
  json.end_object();
}

void append_balance_lines(const BalanceAnswer& answer, std::string& out) {
  if (answer.status != BalanceStatus::kOk) {
    out += fmt::format("{}: {}\n  {}\n", answer.input, name(answer.status), answer.message);
    return;
  }
  out += equation_text(answer.target, answer.reaction) + "\n";
  for (const ReactionComponent& component : answer.reaction.components) {
    const bool stated = component.coefficient.sign() != 0;
    out += fmt::format("  {:<10} {:>8}  {}\n", name(component.role),
                       stated ? to_fraction_text(component.coefficient) : "", component.formula);
  }
  for (const std::string& warning : answer.warnings) out += fmt::format("  note: {}\n", warning);
}

}  // namespace matroute
