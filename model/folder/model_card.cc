// Reading and writing model.json.
#include "model/folder/model_card.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "base/error.h"
#include "base/json_depth.h"

namespace matroute {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "matroute-model";

// The methods of every card of format version 1, where cards do not name them.
constexpr std::array<std::string_view, 3> kMethodsOfVersion1 = {"solid-state", "sol-gel", "other"};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kModel, where + ": " + what);
}

// Whether a JSON number is whole and one that T can hold.
template <class T>
bool fits(const Json& value) {
  if (value.is_number_unsigned()) return std::in_range<T>(value.get<std::uint64_t>());
  return value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
}

// The field `name` of an object. Throws Error (model) where the field is missing or not of type T.
template <class T>
T field(const Json& object, const char* name, const std::string& where) {
  if (!object.is_object() || !object.contains(name)) fail(where, std::string("the field ") + name + " is missing");
  const Json& value = object.at(name);
  if constexpr (std::is_integral_v<T>) {
    if (!fits<T>(value)) fail(where, std::string("the field ") + name + " has the wrong type");
  }
  try {
    return value.get<T>();
  } catch (const Json::exception&) {
    fail(where, std::string("the field ") + name + " has the wrong type");
  }
}

TrainingData parse_training(const Json& json, const std::string& where) {
  TrainingData data;
  data.source = field<std::string>(json, "source", where);
  data.sha256 = field<std::string>(json, "sha256", where);
  data.part = field<std::string>(json, "part", where);
  data.split = field<std::string>(json, "split", where);
  data.recipes = field<std::uint64_t>(json, "recipes", where);
  data.first_year = field<int>(json, "first_year", where);
  data.last_year = field<int>(json, "last_year", where);
  data.citations = field<std::vector<std::string>>(json, "citations", where);
  return data;
}

Json training_json(const TrainingData& data) {
  return {{"source", data.source},       {"sha256", data.sha256},      {"part", data.part},
          {"split", data.split},         {"recipes", data.recipes},    {"first_year", data.first_year},
          {"last_year", data.last_year}, {"citations", data.citations}};
}

// The fields that format version 2 adds.
void parse_features_and_methods(const Json& json, ModelInfo& info, const std::string& where) {
  info.features.composition = field<int>(json, "feature_version", where);
  if (info.format_version == 1) {
    const int version = info.features.composition == 0 ? 0 : 1;
    info.features.target = info.features.material = info.features.set = version;
    info.methods.assign(kMethodsOfVersion1.begin(), kMethodsOfVersion1.end());
    return;
  }
  info.features.target = field<int>(json, "target_feature_version", where);
  info.features.material = field<int>(json, "material_feature_version", where);
  info.features.set = field<int>(json, "set_feature_version", where);
  info.methods = field<std::vector<std::string>>(json, "methods", where);
}

// Names of files are no paths: every file lies in the model folder itself.
void check_file_names(const ModelInfo& info, const std::string& where) {
  for (const auto& [name, sha256] : info.files) {
    const bool plain = name.find('/') == std::string::npos && !name.starts_with('.');
    if (!plain || !name.ends_with(".safetensors")) fail(where, "the file name \"" + name + "\" is not allowed");
    if (sha256.size() != 64) fail(where, "the SHA-256 of " + name + " is no SHA-256");
  }
}

int checked_version(const Json& json, const std::string& where) {
  if (!json.is_object() || !json.contains("format") || json["format"] != kFormat) {
    fail(where, "this is no model of this program (\"format\" should be \"" + std::string(kFormat) + "\")");
  }
  const int version = field<int>(json, "format_version", where);
  if (version > kModelFormatVersion) {
    fail(where, "the model has format version " + std::to_string(version) + ", this program reads up to version " +
                    std::to_string(kModelFormatVersion) + ": use a newer matroute");
  }
  if (version < 1) fail(where, "format version " + std::to_string(version) + " never existed");
  return version;
}

}  // namespace

ModelInfo parse_model_card(std::string_view text, const std::string& where) {
  if (nests_deeper_than(text, 8)) fail(where, "the JSON is nested too deeply");
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) fail(where, "this is no JSON; the file is damaged");
  ModelInfo info;
  info.format_version = checked_version(json, where);
  info.ranker = field<std::string>(json, "ranker", where);
  info.created_by = field<std::string>(json, "created_by", where);
  parse_features_and_methods(json, info, where);
  info.units = field<std::string>(json, "units", where);
  info.training = parse_training(field<Json>(json, "training_data", where), where);
  info.metrics = field<std::map<std::string, double>>(json, "metrics", where);
  info.licence = field<std::string>(json, "licence", where);
  info.limits_of_use = field<std::string>(json, "limits_of_use", where);
  info.options = field<std::map<std::string, std::string>>(json, "options", where);
  info.files = field<std::map<std::string, std::string>>(json, "files", where);
  info.vocabulary = field<std::vector<std::string>>(json, "vocabulary", where);
  check_file_names(info, where);
  return info;
}

std::string model_card_text(const ModelInfo& info) {
  auto metrics = info.metrics;
  std::erase_if(metrics, [](const auto& figure) { return !std::isfinite(figure.second); });
  const Json json = {{"format", kFormat},
                     {"format_version", info.format_version},
                     {"ranker", info.ranker},
                     {"created_by", info.created_by},
                     {"feature_version", info.features.composition},
                     {"target_feature_version", info.features.target},
                     {"material_feature_version", info.features.material},
                     {"set_feature_version", info.features.set},
                     {"methods", info.methods},
                     {"units", info.units},
                     {"training_data", training_json(info.training)},
                     {"metrics", metrics},
                     {"licence", info.licence},
                     {"limits_of_use", info.limits_of_use},
                     {"options", info.options},
                     {"files", info.files},
                     {"vocabulary", info.vocabulary}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

using Lines = std::vector<std::array<std::string, 2>>;

void add_features_and_methods(const ModelInfo& info, Lines& lines) {
  const FeatureVersions& used = info.features;
  lines.push_back({"feature version", used.composition == 0 ? "uses no features" : std::to_string(used.composition)});
  for (const auto& [name, version] : {std::pair{"target feature version", used.target},
                                      {"material feature version", used.material},
                                      {"set feature version", used.set}}) {
    if (version != 0) lines.push_back({name, std::to_string(version)});
  }
  std::string methods;
  for (const std::string& method : info.methods) methods += (methods.empty() ? "" : ", ") + method;
  lines.push_back({"methods", methods});
}

}  // namespace

std::string model_card_table(const ModelInfo& info) {
  const TrainingData& data = info.training;
  const std::string years =
      data.last_year == 0 ? "not stated" : std::to_string(data.first_year) + " to " + std::to_string(data.last_year);
  Lines lines = {{"ranker", info.ranker},
                 {"format version", std::to_string(info.format_version)},
                 {"created by", info.created_by}};
  add_features_and_methods(info, lines);
  lines.insert(lines.end(), {{"units", info.units},
                             {"precursors", std::to_string(info.vocabulary.size())},
                             {"recipes", std::to_string(data.recipes)},
                             {"published", years},
                             {"corpus", data.source + " (sha256 " + data.sha256.substr(0, 12) + "...)"},
                             {"part", data.part},
                             {"split", data.split}});
  for (const std::string& citation : data.citations) lines.push_back({"data", citation});
  for (const auto& [name, value] : info.options) lines.push_back({name, value});
  for (const auto& [name, value] : info.metrics) lines.push_back({name, std::to_string(value)});
  for (const auto& [name, sha256] : info.files)
    lines.push_back({"file", name + " (sha256 " + sha256.substr(0, 12) + "...)"});
  lines.push_back({"licence", info.licence});
  lines.push_back({"limits of use", info.limits_of_use});
  lines.push_back({"sha256", info.sha256});
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, line[0].size());
  std::string text;
  for (const auto& [name, value] : lines) text += name + std::string(width + 2 - name.size(), ' ') + value + "\n";
  return text;
}

}  // namespace matroute
