// Types, temperatures, times and atmospheres of operations; units are converted here and nowhere else.
#include "datasets/recipes/release_steps.h"

#include <algorithm>
#include <array>
#include <optional>

#include "datasets/recipes/import_record.h"

namespace matroute {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

struct Unit {
  std::string_view name;
  double factor;
  double offset;  // added after the factor
};

constexpr std::array kTemperatureUnits = {Unit{"C", 1.0, 0.0}, Unit{"°C", 1.0, 0.0}, Unit{"℃", 1.0, 0.0},
                                          Unit{"K", 1.0, -273.15}, Unit{"°F", 5.0 / 9.0, -160.0 / 9.0}};
constexpr std::array kTimeUnits = {Unit{"h", 1.0, 0.0},
                                   Unit{"hr", 1.0, 0.0},
                                   Unit{"hrs", 1.0, 0.0},
                                   Unit{"hour", 1.0, 0.0},
                                   Unit{"hours", 1.0, 0.0},
                                   Unit{"min", 1.0 / 60.0, 0.0},
                                   Unit{"mins", 1.0 / 60.0, 0.0},
                                   Unit{"minute", 1.0 / 60.0, 0.0},
                                   Unit{"minutes", 1.0 / 60.0, 0.0},
                                   Unit{"s", 1.0 / 3600.0, 0.0},
                                   Unit{"sec", 1.0 / 3600.0, 0.0},
                                   Unit{"d", 24.0, 0.0},
                                   Unit{"day", 24.0, 0.0},
                                   Unit{"days", 24.0, 0.0},
                                   Unit{"week", 168.0, 0.0},
                                   Unit{"weeks", 168.0, 0.0}};

// The temperatures and times of a furnace: a number outside of the limits is a slip of the text mining.
constexpr double kLowestDegc = -273.15;
constexpr double kHighestDegc = 4000.0;
constexpr double kLongestHours = 24.0 * 365.0;

void raise(std::optional<double>& highest, const simdjson::simdjson_result<element>& value) {
  double number = 0.0;
  if (value.get(number) != simdjson::SUCCESS) {
    std::int64_t whole = 0;
    if (value.get(whole) != simdjson::SUCCESS) return;
    number = static_cast<double>(whole);
  }
  if (!highest || number > *highest) highest = number;
}

// The highest number of a list of {values, min_value, max_value, units}; numbers of unknown unit are left out.
template <std::size_t N>
std::optional<double> highest_of(const simdjson::simdjson_result<element>& list, const std::array<Unit, N>& units) {
  std::optional<double> highest;
  simdjson::dom::array entries;
  if (list.get(entries) != simdjson::SUCCESS) return highest;
  for (const element& entry : entries) {
    std::string_view name;
    if (entry["units"].get(name) != simdjson::SUCCESS) continue;
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
    if (unit == units.end()) continue;
    std::optional<double> stated;
    raise(stated, entry["max_value"]);
    simdjson::dom::array values;
    if (entry["values"].get(values) == simdjson::SUCCESS) {
      for (const element& value : values) raise(stated, simdjson::simdjson_result<element>(element(value)));
    }
    if (!stated) raise(stated, entry["min_value"]);
    if (!stated) continue;
    const double converted = *stated * unit->factor + unit->offset;
    if (!highest || converted > *highest) highest = converted;
  }
  return highest;
}

std::string atmosphere_of(const simdjson::simdjson_result<element>& value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::string joined;
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return joined;
  for (const element& item : list) {
    if (item.get(text) == simdjson::SUCCESS) joined += (joined.empty() ? "" : ", ") + std::string(text);
  }
  return joined;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// What the release says the operation is, refined by its word where that says more.
std::optional<StepType> type_of(std::string_view type, std::string_view token) {
  const StepType word = step_type_of(token);
  if (has(type, "Starting")) return std::nullopt;
  if (has(type, "Quench") || has(type, "Cool")) return StepType::kQuench;
  if (has(type, "Dry")) return StepType::kDry;
  if (has(type, "Shap")) return StepType::kPress;
  if (has(type, "Purif")) return StepType::kWash;
  if (has(type, "Heat")) {
    const bool hot = word == StepType::kCalcine || word == StepType::kSinter || word == StepType::kAnneal ||
                     word == StepType::kMelt || word == StepType::kDry;
    return hot ? word : StepType::kHeat;
  }
  if (has(type, "Mix") || has(type, "Grind")) {
    const bool worked = word == StepType::kGrind || word == StepType::kRegrind || word == StepType::kWash;
    return worked ? word : has(type, "Grind") ? StepType::kGrind : StepType::kMix;
  }
  return word;
}

void add_conditions(RecipeStep& step, const object& conditions) {
  const auto temperature = highest_of(conditions["heating_temperature"], kTemperatureUnits);
  const auto time = highest_of(conditions["heating_time"], kTimeUnits);
  if (temperature && *temperature > kLowestDegc && *temperature <= kHighestDegc) {
    step.temperature_degc = static_cast<float>(*temperature);
  }
  if (time && *time > 0.0 && *time <= kLongestHours) step.time_h = static_cast<float>(*time);
  step.atmosphere = atmosphere_of(conditions["heating_atmosphere"]);
}

}  // namespace

std::vector<RecipeStep> read_release_steps(const simdjson::simdjson_result<element>& operations) {
  std::vector<RecipeStep> steps;
  simdjson::dom::array list;
  if (operations.get(list) != simdjson::SUCCESS) return steps;
  for (const element& operation : list) {
    std::string_view type;
    std::string_view token;
    if (operation["type"].get(type) != simdjson::SUCCESS) continue;
    if (operation["token"].get(token) != simdjson::SUCCESS) token = "";
    const auto step_type = type_of(type, token);
    if (!step_type) continue;
    steps.emplace_back().type = *step_type;
    object conditions;
    if (operation["conditions"].get(conditions) == simdjson::SUCCESS) add_conditions(steps.back(), conditions);
  }
  return steps;
}

}  // namespace matroute
