// The table of columns; docs/format_results.md shows the same table, and a test compares the two.
#include "datasets/results/results_schema.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "datasets/results/route.h"

namespace matroute {
namespace {

using enum H5Type;
using enum ColumnKind;

constexpr std::array kColumns = {
    ResultsColumn{"targets/row", kU64, kValue, "1", "record of the input, from 0; members of a series share it"},
    ResultsColumn{"targets/input_id", kU8, kRaggedText, "1", "id given in the input; empty where there is none"},
    ResultsColumn{"targets/formula_input", kU8, kRaggedText, "1", "formula as given"},
    ResultsColumn{"targets/formula", kU8, kRaggedText, "1",
                  "composition as plain text; empty where it could not be read"},
    ResultsColumn{"targets/vars", kU8, kRaggedText, "1", "values of the variables, x=0.1; empty where there are none"},
    ResultsColumn{"targets/status", kU8, kEnum, "1", "what became of the target", {}, kStatusNames},
    ResultsColumn{"targets/message", kU8, kRaggedText, "1", "why there is no route; empty where there is one"},
    ResultsColumn{.name = "targets/warnings",
                  .type = kU32,
                  .kind = kVocabulary,
                  .units = "1",
                  .description = "index into /vocab/messages",
                  .of = "messages",
                  .ragged = true},
    ResultsColumn{"targets/warnings_ptr", kU64, kPointer, "1", "first warning of each target, and the end",
                  "targets/warnings"},
    ResultsColumn{"targets/out_of_domain", kU8, kFlag, "1", "1 where the model has seen nothing like the target"},
    ResultsColumn{"targets/confidence", kF32, kShare, "1", "probability that the recorded set is among the routes"},
    ResultsColumn{"targets/route_ptr", kU64, kPointer, "1", "first route of each target, and the end", "routes"},

    ResultsColumn{"routes/target", kU64, kParent, "1", "row of /targets", "targets/route_ptr"},
    ResultsColumn{.name = "routes/rank",
                  .type = kU16,
                  .kind = kPosition,
                  .units = "1",
                  .description = "place among the routes of the target, from 1",
                  .of = "targets/route_ptr",
                  .first = 1},
    ResultsColumn{"routes/probability", kF32, kShare, "1", "over all precursor sets of the target"},
    ResultsColumn{"routes/score", kF32, kValue, "1", "log-score of the ranker"},
    ResultsColumn{"routes/method", kU8, kEnum, "1", "likelier method of the set", {}, kMethodNames},
    ResultsColumn{"routes/equation", kU8, kRaggedText, "1", "balanced reaction per formula unit of the target"},
    ResultsColumn{.name = "routes/warnings",
                  .type = kU32,
                  .kind = kVocabulary,
                  .units = "1",
                  .description = "index into /vocab/messages",
                  .of = "messages",
                  .ragged = true},
    ResultsColumn{"routes/warnings_ptr", kU64, kPointer, "1", "first warning of each route, and the end",
                  "routes/warnings"},
    ResultsColumn{"routes/component_ptr", kU64, kPointer, "1", "first component of each route, and the end",
                  "components"},
    ResultsColumn{"routes/step_ptr", kU64, kPointer, "1", "first step of each route, and the end", "steps"},
    ResultsColumn{"routes/precedent_ptr", kU64, kPointer, "1", "first precedent of each route, and the end",
                  "precedents"},

    ResultsColumn{"components/route", kU64, kParent, "1", "row of /routes", "routes/component_ptr"},
    ResultsColumn{"components/material", kU32, kVocabulary, "1", "index into /vocab/materials", "materials"},
    ResultsColumn{"components/role", kU8, kEnum, "1", "what the component does in the reaction", {}, kRoleNames},
    ResultsColumn{"components/coef_num", kI64, kValue, "1",
                  "numerator of the exact coefficient; 0 for a medium or an unstated dopant"},
    ResultsColumn{"components/coef_den", kI64, kValue, "1", "denominator of the exact coefficient, above 0"},

    ResultsColumn{"steps/route", kU64, kParent, "1", "row of /routes", "routes/step_ptr"},
    ResultsColumn{"steps/index", kU16, kPosition, "1", "place among the steps of the route, from 0", "routes/step_ptr"},
    ResultsColumn{"steps/type", kU8, kEnum, "1", "operation", {}, kStepTypeNames},
    ResultsColumn{
        "steps/temperature", kF32, kValue, "degC", "quantiles 0.05, 0.5 and 0.95; NaN where there is none", {}, {}, 3},
    ResultsColumn{
        "steps/duration", kF32, kValue, "h", "quantiles 0.05, 0.5 and 0.95; NaN where there is none", {}, {}, 3},
    ResultsColumn{"steps/atmosphere",
                  kF32,
                  kShare,
                  "1",
                  "probability of each entry of /vocab/atmospheres",
                  {},
                  {},
                  ResultsColumn::kAtmospheres},

    ResultsColumn{"precedents/route", kU64, kParent, "1", "row of /routes", "routes/precedent_ptr"},
    ResultsColumn{"precedents/doi", kU32, kVocabulary, "1", "index into /vocab/dois", "dois"},
    ResultsColumn{"precedents/similarity", kF32, kShare, "1", "likeness of the precedent's target, 1 for the same"},
    ResultsColumn{"precedents/relation", kU8, kEnum, "1", "how the precedent relates to the route", {}, kRelationNames},
};

}  // namespace

std::span<const ResultsColumn> results_columns() { return kColumns; }

const ResultsColumn& results_column(std::string_view name) {
  const auto at = std::find_if(kColumns.begin(), kColumns.end(), [&](const auto& c) { return c.name == name; });
  if (at == kColumns.end()) throw Error(ErrorKind::kInternal, "no results column " + std::string(name));
  return *at;
}

H5Label label_of(const ResultsColumn& column) { return {std::string(column.units), std::string(column.description)}; }

std::string key_column_of(std::string_view table) {
  for (const ResultsColumn& column : kColumns) {
    if (column.table() == table) return std::string(column.name);
  }
  return std::string(table);  // a column that rows of its own point into: "targets/warnings"
}

std::string_view vocabulary_description(std::string_view name) {
  if (name == "materials") return "formulas of precursors, gases and other components as they are printed";
  if (name == "dois") return "DOIs of the precedents, lower-cased";
  if (name == "messages") return "warnings";
  return "atmospheres that a step may have";
}

ResultsCounts count_results(const H5File& file) {
  const auto rows = [&](std::string_view table) { return file.rows(key_column_of(table)); };
  return {rows("targets"), rows("routes"), rows("components"), rows("steps"), rows("precedents")};
}

}  // namespace matroute
