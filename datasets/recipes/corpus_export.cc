// Lines of an export, one recipe each.
#include "datasets/recipes/corpus_export.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace matroute {
namespace {

// RFC 4180.
std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

std::string csv_line(const Recipe& recipe) {
  std::string precursors;
  for (const std::string& precursor : recipe.precursors) precursors += (precursors.empty() ? "" : ";") + precursor;
  return csv_field(recipe.target) + ',' + csv_field(precursors) + ',' + csv_field(recipe.doi) + ',' +
         (recipe.year ? std::to_string(*recipe.year) : "") + ',' + std::string(name(recipe.method)) + '\n';
}

// The shortest text that gives the same float.
nlohmann::ordered_json number(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return nlohmann::ordered_json::parse(text, end);
}

nlohmann::ordered_json number_or_null(const std::optional<float>& value) {
  return value ? number(*value) : nlohmann::ordered_json();
}

std::string json_line(const Recipe& recipe) {
  nlohmann::ordered_json json;
  json["target"] = recipe.target;
  json["precursors"] = recipe.precursors;
  if (!recipe.doi.empty()) json["doi"] = recipe.doi;
  if (recipe.year) json["year"] = *recipe.year;
  json["method"] = name(recipe.method);
  if (recipe.weight != 1.0F) json["weight"] = number(recipe.weight);
  for (const RecipeStep& step : recipe.steps) {
    json["operations"].push_back(name(step.type));
    json["temperatures_degC"].push_back(number_or_null(step.temperature_degc));
    json["times_h"].push_back(number_or_null(step.time_h));
    json["atmospheres"].push_back(step.atmosphere);
  }
  return json.dump() + '\n';
}

}  // namespace

void export_recipes(const Corpus& corpus, std::span<const std::size_t> indices, CorpusExport format,
                    const std::function<void(std::string_view)>& sink) {
  if (format == CorpusExport::kCsv) sink("target,precursors,doi,year,method\n");
  for (const std::size_t index : indices) {
    const Recipe& recipe = corpus.recipes[index];
    sink(format == CorpusExport::kCsv ? csv_line(recipe) : json_line(recipe));
  }
}

}  // namespace matroute
