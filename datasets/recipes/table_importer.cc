// Own recipes: what a row says is taken as it is; a row that cannot be read as a whole is rejected as a whole.
#include "datasets/recipes/table_importer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "chem/formula.h"

namespace matroute {
namespace {

constexpr std::array<std::string_view, 14> kFields = {"target",
                                                      "precursors",
                                                      "doi",
                                                      "year",
                                                      "method",
                                                      "calcination_temperature_degC",
                                                      "calcination_time_h",
                                                      "sintering_temperature_degC",
                                                      "sintering_time_h",
                                                      "operations",
                                                      "temperatures_degC",
                                                      "times_h",
                                                      "atmospheres",
                                                      "weight"};

constexpr std::array<std::string_view, 14> kComments = {"family",  "comment", "comments",  "note",       "notes",
                                                        "source",  "sources", "reference", "references", "remark",
                                                        "remarks", "id",      "name",      "url"};

// Other methods than the two that are told apart.
constexpr std::array<std::string_view, 9> kOtherMethods = {
    "hydrothermal",    "solvothermal", "precipitation", "flux",           "co-precipitation",
    "coprecipitation", "combustion",   "melt",          "mechanochemical"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view text) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

// The elements of a list, or of a text joined by ';'. Empty ones are kept: they hold a place.
std::vector<std::string> items_of(const InputField* field) {
  std::vector<std::string> items;
  if (field == nullptr || field->value.empty()) return items;
  if (field->is_list) return field->items;
  std::string_view rest = field->value;
  while (true) {
    const std::size_t end = rest.find(';');
    items.emplace_back(trimmed(rest.substr(0, end)));
    if (end == rest.npos) return items;
    rest.remove_prefix(end + 1);
  }
}

std::optional<double> number_of(std::string_view text) {
  double number = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<Method> method_of(std::string_view given) {
  if (const auto method = method_called(std::string(given))) return method;
  std::string text = lower_case(given);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
  return is_one_of(kOtherMethods, text) ? std::optional(Method::kOther) : std::nullopt;
}

// Empty text: nothing is stated. False where the text is no number within the bounds.
bool read_number(const std::string& given, double lowest, double highest, std::optional<float>& out) {
  const std::string_view text = trimmed(given);
  if (text.empty()) return true;
  const auto number = number_of(text);
  if (!number || *number < lowest || *number > highest) return false;
  out = static_cast<float>(*number);
  return true;
}

bool read_temperature(const std::string& text, RecipeStep& step) {
  return read_number(text, -273.15, 4000.0, step.temperature_degc);
}

bool read_time(const std::string& text, RecipeStep& step) { return read_number(text, 0.0, 24.0 * 3650.0, step.time_h); }

bool is_hot(const RecipeStep& step) {
  return step.type == StepType::kCalcine || step.type == StepType::kHeat || step.type == StepType::kSinter ||
         step.type == StepType::kAnneal || step.type == StepType::kMelt;
}

// Which steps a list of numbers belongs to: all of them, or the hot ones; empty where neither fits.
std::vector<std::size_t> places_of(const std::vector<RecipeStep>& steps, std::size_t numbers) {
  std::vector<std::size_t> all;
  std::vector<std::size_t> hot;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    all.push_back(i);
    if (is_hot(steps[i])) hot.push_back(i);
  }
  if (numbers == all.size()) return all;
  return numbers == hot.size() ? hot : std::vector<std::size_t>{};
}

// False where a weight is stated and not within 0 and 1.
bool read_weight(const InputField* field, Recipe& recipe) {
  std::optional<float> weight;
  if (field == nullptr) return true;
  if (!read_number(field->value, 0.0, 1.0, weight) || (weight && *weight == 0.0F)) return false;
  recipe.weight = weight.value_or(1.0F);
  return true;
}

bool reject(ImportedRecord& result, const Recipe& recipe, std::string reason, std::string detail) {
  result.reject(recipe.target, std::move(reason), std::move(detail));
  return false;
}

}  // namespace

TableRecordReader::TableRecordReader(const std::vector<std::pair<std::string, std::string>>& columns) {
  for (const auto& [field, column] : columns) {
    if (!is_one_of(kFields, field)) {
      std::string known;
      for (const std::string_view name : kFields) known += (known.empty() ? "" : ", ") + std::string(name);
      throw Error(ErrorKind::kUsage, "no field is called " + field + "; fields: " + known);
    }
    if (!columns_.emplace(field, column).second)
      throw Error(ErrorKind::kUsage, "the field " + field + " is mapped twice");
  }
}

const InputField* TableRecordReader::field(const InputRow& row, std::string_view name) const {
  const auto mapped = columns_.find(name);
  return row.find(mapped == columns_.end() ? name : std::string_view(mapped->second));
}

void TableRecordReader::require_columns(const TableReader& table) const {
  for (const std::string_view name : {"target", "precursors"}) {
    const auto mapped = columns_.find(name);
    const std::string_view wanted = mapped == columns_.end() ? name : std::string_view(mapped->second);
    choose_column(table, wanted, {});
  }
}

void TableRecordReader::note_keys(const InputRow& row) {
  for (const InputField& given : row.fields) {
    const auto is_mapped = [&](const auto& pair) { return pair.second == given.column; };
    if (std::any_of(columns_.begin(), columns_.end(), is_mapped)) continue;
    if (is_one_of(kFields, given.column) && !columns_.contains(given.column)) continue;
    if (!is_one_of(kComments, given.column)) {
      unknown_keys_.insert(given.column);
    } else if (!given.value.empty()) {
      ++ignored_keys_[given.column];
    }
  }
}

bool TableRecordReader::read_method(const InputRow& row, Method method, Recipe& recipe, ImportedRecord& result) const {
  recipe.method = method;
  const InputField* given = field(row, "method");
  result.without_method = given == nullptr || trimmed(given->value).empty();
  if (result.without_method) return true;
  const auto stated = method_of(trimmed(given->value));
  if (!stated) return reject(result, recipe, "unknown method", given->value);
  recipe.method = *stated;
  return true;
}

bool TableRecordReader::read_year(const InputRow& row, Recipe& recipe, ImportedRecord& result) const {
  const InputField* given = field(row, "year");
  if (given == nullptr || trimmed(given->value).empty()) return true;
  recipe.year = year_of(given->value);
  return recipe.year || reject(result, recipe, "year not readable", given->value);
}

bool TableRecordReader::read_precursors(const InputRow& row, Recipe& recipe, ImportedRecord& result) {
  for (const std::string& text : items_of(field(row, "precursors"))) {
    if (text.empty()) continue;
    const ReadPrecursor& precursor = precursors_.read(text);
    for (std::size_t k = 0; k < precursor.mendings.size(); ++k) result.mendings[k] += precursor.mendings[k];
    if (!precursor.error.empty()) {
      return reject(result, recipe, "precursor not readable", text + ": " + precursor.error);
    }
    auto& known = recipe.precursors;
    if (std::find(known.begin(), known.end(), precursor.formula) == known.end()) known.push_back(precursor.formula);
  }
  return !recipe.precursors.empty() || reject(result, recipe, "no precursors", "");
}

bool TableRecordReader::read_steps(const InputRow& row, Recipe& recipe, ImportedRecord& result) const {
  std::vector<RecipeStep>& steps = recipe.steps;
  for (const std::string& operation : items_of(field(row, "operations"))) {
    steps.emplace_back().type = step_type_of(operation);
  }
  const auto temperatures = items_of(field(row, "temperatures_degC"));
  const auto times = items_of(field(row, "times_h"));
  RecipeStep heating;
  heating.type = StepType::kHeat;
  if (steps.empty()) steps.resize(std::max(temperatures.size(), times.size()), heating);
  for (const auto* numbers : {&temperatures, &times}) {
    const auto places = places_of(steps, numbers->size());
    if (places.size() != numbers->size()) {
      return reject(result, recipe, "numbers do not fit the operations",
                    std::to_string(numbers->size()) + " numbers for " + std::to_string(steps.size()) + " operations");
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      RecipeStep& step = steps[places[i]];
      const std::string& text = (*numbers)[i];
      const bool fine = numbers == &times ? read_time(text, step) : read_temperature(text, step);
      if (!fine) return reject(result, recipe, "number not readable", text);
    }
  }
  const auto atmospheres = items_of(field(row, "atmospheres"));
  const auto places = places_of(steps, atmospheres.size());
  if (places.size() != atmospheres.size()) {
    return reject(result, recipe, "atmospheres do not fit the operations", std::to_string(atmospheres.size()));
  }
  for (std::size_t i = 0; i < places.size(); ++i) steps[places[i]].atmosphere = atmospheres[i];
  return read_named_steps(row, recipe, result);
}

bool TableRecordReader::read_named_steps(const InputRow& row, Recipe& recipe, ImportedRecord& result) const {
  std::vector<RecipeStep>& steps = recipe.steps;
  for (const auto& [stem, type] : {std::pair{"calcination", StepType::kCalcine}, {"sintering", StepType::kSinter}}) {
    const InputField* temperature = field(row, std::string(stem) + "_temperature_degC");
    const InputField* time = field(row, std::string(stem) + "_time_h");
    RecipeStep step;
    step.type = type;
    if (temperature != nullptr && !read_temperature(temperature->value, step)) {
      return reject(result, recipe, "number not readable", temperature->value);
    }
    if (time != nullptr && !read_time(time->value, step)) {
      return reject(result, recipe, "number not readable", time->value);
    }
    const bool listed = std::any_of(steps.begin(), steps.end(), [&](const RecipeStep& s) {
      return s.type == step.type && s.temperature_degc == step.temperature_degc;
    });
    if ((step.temperature_degc || step.time_h) && !listed) steps.push_back(step);
  }
  return true;
}

ImportedRecord TableRecordReader::read(const InputRow& row, Method method) {
  ImportedRecord result;
  if (!row.error.empty()) {
    result.reject("", "broken row", row.error + (row.text.empty() ? "" : ": " + row.text));
    return result;
  }
  note_keys(row);
  Recipe recipe;
  if (const InputField* doi = field(row, "doi")) recipe.doi = normalised_doi(doi->value);
  if (const InputField* target = field(row, "target")) {
    recipe.target = trimmed(target->value);
    if (target->is_list && target->items.size() > 1) reject(result, recipe, "several targets", target->value);
  }
  if (result.rejections.empty() && recipe.target.empty()) reject(result, recipe, "no target", "");
  if (result.rejections.empty()) {
    const auto formula = parse_formula(recipe.target);
    if (!formula.ok()) reject(result, recipe, "target not readable", formula.error().message);
  }
  if (result.rejections.empty() && !read_weight(field(row, "weight"), recipe)) {
    reject(result, recipe, "number not readable", field(row, "weight")->value);
  }
  const bool usable = result.rejections.empty() && read_precursors(row, recipe, result) &&
                      read_method(row, method, recipe, result) && read_year(row, recipe, result) &&
                      read_steps(row, recipe, result);
  for (Rejection& rejection : result.rejections) rejection.doi = recipe.doi;
  if (usable) result.recipes.push_back(std::move(recipe));
  return result;
}

}  // namespace matroute
