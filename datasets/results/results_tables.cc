// Columns created by their names in the schema.
#include "datasets/results/results_tables.h"

#include <simdjson.h>

#include "datasets/results/results_schema.h"

namespace matroute {
namespace {

template <class T>
H5Column<T> numbers(const H5File& file, const std::string& name, std::size_t width = 0) {
  return {file, name, label_of(results_column(name)), width};
}

H5Column<std::uint8_t> choices(const H5File& file, const std::string& name) {
  const ResultsColumn& column = results_column(name);
  return {file, name, column.members, label_of(column)};
}

H5TextColumn texts(const H5File& file, const std::string& name) {
  return {file, name, std::string(results_column(name).description)};
}

// Begins with 0, so that a table without rows has its one pointer.
H5Column<std::uint64_t> pointers(const H5File& file, const std::string& name) {
  auto column = numbers<std::uint64_t>(file, name);
  column.push(0);
  return column;
}

template <class... Columns>
void finish_all(Columns&... columns) {
  (columns.finish(), ...);
}

}  // namespace

std::string mended_utf8(std::string_view text) {
  std::string mended;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t length = 1;
    while (length < 4 && !simdjson::validate_utf8(text.data() + at, length) && at + length < text.size()) ++length;
    const bool valid = simdjson::validate_utf8(text.data() + at, length);
    mended += valid ? text.substr(at, length) : std::string_view("\xEF\xBF\xBD");
    at += valid ? length : 1;
  }
  return mended;
}

WarningColumns::WarningColumns(const H5File& file, const std::string& table)
    : indices_(numbers<std::uint32_t>(file, table + "/warnings")), pointers_(pointers(file, table + "/warnings_ptr")) {}

void WarningColumns::push(const std::vector<std::string>& warnings, ResultsVocabulary& messages) {
  for (const std::string& warning : warnings) indices_.push(messages.index_of(warning));
  pointers_.push(indices_.size());
}

void WarningColumns::finish() { finish_all(indices_, pointers_); }

TargetTable::TargetTable(const H5File& file)
    : row(numbers<std::uint64_t>(file, "targets/row")),
      input_id(texts(file, "targets/input_id")),
      formula_input(texts(file, "targets/formula_input")),
      formula(texts(file, "targets/formula")),
      vars(texts(file, "targets/vars")),
      status(choices(file, "targets/status")),
      message(texts(file, "targets/message")),
      warnings(file, "targets"),
      out_of_domain(numbers<std::uint8_t>(file, "targets/out_of_domain")),
      confidence(numbers<float>(file, "targets/confidence")),
      route_ptr(pointers(file, "targets/route_ptr")) {}

void TargetTable::finish() {
  finish_all(row, input_id, formula_input, formula, vars, status, message, warnings, out_of_domain, confidence,
             route_ptr);
}

RouteTable::RouteTable(const H5File& file)
    : target(numbers<std::uint64_t>(file, "routes/target")),
      rank(numbers<std::uint16_t>(file, "routes/rank")),
      probability(numbers<float>(file, "routes/probability")),
      score(numbers<float>(file, "routes/score")),
      method(choices(file, "routes/method")),
      equation(texts(file, "routes/equation")),
      warnings(file, "routes"),
      component_ptr(pointers(file, "routes/component_ptr")),
      step_ptr(pointers(file, "routes/step_ptr")),
      precedent_ptr(pointers(file, "routes/precedent_ptr")) {}

void RouteTable::finish() {
  finish_all(target, rank, probability, score, method, equation, warnings, component_ptr, step_ptr, precedent_ptr);
}

ComponentTable::ComponentTable(const H5File& file)
    : route(numbers<std::uint64_t>(file, "components/route")),
      material(numbers<std::uint32_t>(file, "components/material")),
      role(choices(file, "components/role")),
      coef_num(numbers<std::int64_t>(file, "components/coef_num")),
      coef_den(numbers<std::int64_t>(file, "components/coef_den")) {}

void ComponentTable::finish() { finish_all(route, material, role, coef_num, coef_den); }

StepTable::StepTable(const H5File& file, std::size_t atmospheres)
    : route(numbers<std::uint64_t>(file, "steps/route")),
      index(numbers<std::uint16_t>(file, "steps/index")),
      type(choices(file, "steps/type")),
      temperature(numbers<float>(file, "steps/temperature", 3)),
      duration(numbers<float>(file, "steps/duration", 3)),
      atmosphere(numbers<float>(file, "steps/atmosphere", atmospheres)) {}

void StepTable::finish() { finish_all(route, index, type, temperature, duration, atmosphere); }

PrecedentTable::PrecedentTable(const H5File& file)
    : route(numbers<std::uint64_t>(file, "precedents/route")),
      doi(numbers<std::uint32_t>(file, "precedents/doi")),
      similarity(numbers<float>(file, "precedents/similarity")),
      relation(choices(file, "precedents/relation")) {}

void PrecedentTable::finish() { finish_all(route, doi, similarity, relation); }

H5Column<SummaryRow> summary_column(const H5File& file) { return {file, "summary", summary_fields(), summary_label()}; }

}  // namespace matroute
