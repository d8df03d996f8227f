// Columns of the corpus file, written and read side by side in one order.
#include "datasets/recipes/corpus_file.h"

#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/out_of_memory.h"
#include "datasets/io/hdf5_util.h"

namespace matroute {
namespace {

constexpr std::string_view kFormat = "matroute-corpus";
constexpr std::uint16_t kNoYear = 0;

float or_nan(const std::optional<float>& value) { return value.value_or(std::numeric_limits<float>::quiet_NaN()); }

std::optional<float> from_nan(float value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

template <class Field>
std::vector<std::string> texts_of(const std::vector<Recipe>& recipes, Field field) {
  std::vector<std::string> texts;
  texts.reserve(recipes.size());
  for (const Recipe& recipe : recipes) texts.push_back(recipe.*field);
  return texts;
}

void write_recipes(H5File& file, const std::vector<Recipe>& recipes) {
  std::vector<std::uint8_t> method;
  std::vector<std::uint16_t> year;
  std::vector<float> weight;
  for (const Recipe& recipe : recipes) {
    method.push_back(static_cast<std::uint8_t>(recipe.method));
    year.push_back(recipe.year ? static_cast<std::uint16_t>(*recipe.year) : kNoYear);
    weight.push_back(recipe.weight);
  }
  file.write_text("recipes/target", texts_of(recipes, &Recipe::target), "formula of the target");
  file.write_text("recipes/doi", texts_of(recipes, &Recipe::doi), "DOI in lower case; empty where none is known");
  file.write_enum("recipes/method", method, kMethodNames, {"1", "method of synthesis"});
  file.write("recipes/year", year, {"a", "year of publication; 0 where it is missing"});
  file.write("recipes/weight", weight, {"1", "weight of the recipe in counts: 1 / number of targets of its record"});
}

void write_precursors(H5File& file, const std::vector<Recipe>& recipes) {
  std::vector<std::string> formulas;
  std::vector<std::uint64_t> pointers = {0};
  for (const Recipe& recipe : recipes) {
    formulas.insert(formulas.end(), recipe.precursors.begin(), recipe.precursors.end());
    pointers.push_back(formulas.size());
  }
  file.write("recipes/precursor_ptr", pointers, {"1", "first row of each recipe in /precursors, and the end"});
  file.write_text("precursors/formula", formulas, "formula of the precursor, mended");
}

void write_steps(H5File& file, const std::vector<Recipe>& recipes) {
  std::vector<std::uint64_t> pointers = {0};
  std::vector<std::uint8_t> type;
  std::vector<float> temperature;
  std::vector<float> time;
  std::vector<std::string> atmosphere;
  for (const Recipe& recipe : recipes) {
    for (const RecipeStep& step : recipe.steps) {
      type.push_back(static_cast<std::uint8_t>(step.type));
      temperature.push_back(or_nan(step.temperature_degc));
      time.push_back(or_nan(step.time_h));
      atmosphere.push_back(step.atmosphere);
    }
    pointers.push_back(type.size());
  }
  file.write("recipes/step_ptr", pointers, {"1", "first row of each recipe in /steps, and the end"});
  file.write_enum("steps/type", type, kStepTypeNames, {"1", "type of the step"});
  file.write("steps/temperature", temperature, {"degC", "highest temperature stated; NaN where none is"});
  file.write("steps/time", time, {"h", "longest time stated; NaN where none is"});
  file.write_text("steps/atmosphere", atmosphere, "atmosphere as written; empty where none is stated");
}

void write_counts(H5File& file, const std::string& group, const std::vector<NamedCount>& counts,
                  const std::string& what) {
  std::vector<std::string> names;
  std::vector<std::uint64_t> numbers;
  for (const NamedCount& count : counts) {
    names.push_back(count.name);
    numbers.push_back(count.count);
  }
  file.write_text(group + "/name", names, what);
  file.write(group + "/count", numbers, {"1", "how often"});
}

void write_sources(H5File& file, const std::vector<SourceFile>& sources) {
  std::vector<std::string> names;
  std::vector<std::string> hashes;
  std::vector<std::string> forms;
  std::vector<std::uint64_t> records;
  for (const SourceFile& source : sources) {
    names.push_back(source.name);
    hashes.push_back(source.sha256);
    forms.push_back(source.form);
    records.push_back(source.records);
  }
  file.write_text("sources/name", names, "name of the file, without its folder");
  file.write_text("sources/sha256", hashes, "SHA-256 of the file as stored");
  file.write_text("sources/form", forms, "what the file is");
  file.write("sources/records", records, {"1", "records or rows read"});
}

void write_splits(H5File& file, const std::vector<Split>& splits) {
  std::vector<std::string> names;
  std::vector<std::string> options;
  for (const Split& split : splits) {
    names.push_back(split.name);
    options.push_back(split.options);
  }
  file.write_text("splits/name", names, "what the recipes are split by; the newest split comes last");
  file.write_text("splits/options", options, "JSON: how the split was made");
  for (std::size_t i = 0; i < splits.size(); ++i) {
    std::vector<std::uint8_t> parts;
    for (const Part part : splits[i].parts) parts.push_back(static_cast<std::uint8_t>(part));
    file.write_enum("splits/part_" + std::to_string(i), parts, kPartNames, {"1", "part of each recipe"});
  }
}

[[noreturn]] void fail(const H5File& file, const std::string& what) {
  throw Error(ErrorKind::kInput, file.path().string() + ": " + what);
}

void require_rows(const H5File& file, const std::string& name, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  fail(file, "/" + name + " has " + std::to_string(found) + " rows, expected " + std::to_string(expected));
}

void require_format(const H5File& file) {
  const auto format = file.text_attribute("/", "format");
  if (!format || *format != kFormat) fail(file, "is not a corpus (its attribute format is not matroute-corpus)");
  const auto version = file.int_attribute("/", "format_version");
  if (!version || *version < 1) fail(file, "has no format_version");
  if (*version > kCorpusFormatVersion) {
    fail(file, "has format version " + std::to_string(*version) + "; this program reads up to " +
                   std::to_string(kCorpusFormatVersion));
  }
}

void read_recipes(const H5File& file, std::vector<Recipe>& recipes) {
  auto targets = file.read_text("recipes/target");
  auto dois = file.read_text("recipes/doi");
  const auto methods = file.read_enum("recipes/method", kMethodNames);
  const auto years = file.read<std::uint16_t>("recipes/year");
  const auto weights = file.read<float>("recipes/weight");
  const std::size_t count = targets.size();
  require_rows(file, "recipes/doi", dois.size(), count);
  require_rows(file, "recipes/method", methods.size(), count);
  require_rows(file, "recipes/year", years.size(), count);
  require_rows(file, "recipes/weight", weights.size(), count);
  recipes.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    recipes[i].target = std::move(targets[i]);
    recipes[i].doi = std::move(dois[i]);
    recipes[i].method = static_cast<Method>(methods[i]);
    if (years[i] != kNoYear) recipes[i].year = years[i];
    recipes[i].weight = weights[i];
  }
}

void read_precursors(const H5File& file, std::vector<Recipe>& recipes) {
  auto formulas = file.read_text("precursors/formula");
  const auto pointers = file.read_pointers("recipes/precursor_ptr", formulas.size());
  require_rows(file, "recipes/precursor_ptr", pointers.size(), recipes.size() + 1);
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    for (std::uint64_t k = pointers[i]; k < pointers[i + 1]; ++k)
      recipes[i].precursors.push_back(std::move(formulas[k]));
  }
}

void read_steps(const H5File& file, std::vector<Recipe>& recipes) {
  const auto types = file.read_enum("steps/type", kStepTypeNames);
  const auto temperatures = file.read<float>("steps/temperature");
  const auto times = file.read<float>("steps/time");
  auto atmospheres = file.read_text("steps/atmosphere");
  require_rows(file, "steps/temperature", temperatures.size(), types.size());
  require_rows(file, "steps/time", times.size(), types.size());
  require_rows(file, "steps/atmosphere", atmospheres.size(), types.size());
  const auto pointers = file.read_pointers("recipes/step_ptr", types.size());
  require_rows(file, "recipes/step_ptr", pointers.size(), recipes.size() + 1);
  for (std::size_t i = 0; i < recipes.size(); ++i) {
    for (std::uint64_t k = pointers[i]; k < pointers[i + 1]; ++k) {
      recipes[i].steps.push_back({.type = static_cast<StepType>(types[k]),
                                  .temperature_degc = from_nan(temperatures[k]),
                                  .time_h = from_nan(times[k]),
                                  .atmosphere = std::move(atmospheres[k])});
    }
  }
}

std::vector<NamedCount> read_counts(const H5File& file, const std::string& group) {
  auto names = file.read_text(group + "/name");
  const auto numbers = file.read<std::uint64_t>(group + "/count");
  require_rows(file, group + "/count", numbers.size(), names.size());
  std::vector<NamedCount> counts;
  for (std::size_t i = 0; i < names.size(); ++i) counts.push_back({std::move(names[i]), numbers[i]});
  return counts;
}

std::vector<SourceFile> read_sources(const H5File& file) {
  auto names = file.read_text("sources/name");
  auto hashes = file.read_text("sources/sha256");
  auto forms = file.read_text("sources/form");
  const auto records = file.read<std::uint64_t>("sources/records");
  require_rows(file, "sources/sha256", hashes.size(), names.size());
  require_rows(file, "sources/form", forms.size(), names.size());
  require_rows(file, "sources/records", records.size(), names.size());
  std::vector<SourceFile> sources;
  for (std::size_t i = 0; i < names.size(); ++i) {
    sources.push_back({std::move(names[i]), std::move(hashes[i]), std::move(forms[i]), records[i]});
  }
  return sources;
}

std::vector<Split> read_splits(const H5File& file) {
  auto names = file.read_text("splits/name");
  auto options = file.read_text("splits/options");
  require_rows(file, "splits/options", options.size(), names.size());
  std::vector<Split> splits;
  for (std::size_t i = 0; i < names.size(); ++i) {
    splits.push_back({std::move(names[i]), std::move(options[i]), {}});
    for (const auto part : file.read_enum("splits/part_" + std::to_string(i), kPartNames)) {
      splits.back().parts.push_back(static_cast<Part>(part));
    }
  }
  return splits;
}

Corpus read_whole(const H5File& file) {
  Corpus corpus;
  corpus.options = file.text_attribute("/", "options").value_or("");
  read_recipes(file, corpus.recipes);
  read_precursors(file, corpus.recipes);
  read_steps(file, corpus.recipes);
  corpus.splits = read_splits(file);
  corpus.quarantine = read_counts(file, "quarantine");
  corpus.mendings = read_counts(file, "mendings");
  corpus.sources = read_sources(file);
  check_corpus(corpus, file.path().string());
  return corpus;
}

void require_replaceable(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::exists(path, code) && !is_corpus_file(path)) {
    throw Error(ErrorKind::kOutput, path.string() + ": exists and is not a corpus; it is not overwritten");
  }
}

}  // namespace

void write_corpus(const Corpus& corpus, const std::filesystem::path& path, AtomicFile::Existing existing) {
  check_corpus(corpus, "the corpus to be written");
  if (existing == AtomicFile::Existing::kReplace) require_replaceable(path);
  AtomicFile output(path, existing);
  H5File file = H5File::create(output);
  file.set_attribute("/", "format", kFormat);
  file.set_attribute("/", "format_version", std::int64_t{kCorpusFormatVersion});
  file.set_attribute("/", "creator", std::string_view("matroute"));
  file.set_attribute("/", "options", corpus.options);
  write_recipes(file, corpus.recipes);
  write_precursors(file, corpus.recipes);
  write_steps(file, corpus.recipes);
  write_splits(file, corpus.splits);
  write_counts(file, "quarantine", corpus.quarantine, "why a record or target could not be used");
  write_counts(file, "mendings", corpus.mendings, "what was changed in names of precursors");
  write_sources(file, corpus.sources);
  file.close();
  output.commit();
}

Corpus read_corpus(const std::filesystem::path& path) {
  const H5File file = H5File::open(path);
  require_format(file);
  return with_memory_as_error(path.string(), [&] { return read_whole(file); });
}

bool is_corpus_file(const std::filesystem::path& path) {
  try {
    return H5File::open(path).text_attribute("/", "format") == kFormat;
  } catch (const Error&) {
    return false;  // whatever it is, it is no corpus
  }
}

}  // namespace matroute
