// matroute data stats: what a corpus holds.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/input_options.h"
#include "cli/outputs.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/corpus_stats.h"
#include "predict/report/json_text.h"

namespace matroute {
namespace {

struct DataStatsOptions {
  std::string corpus;
  std::string format;  // empty: table on a terminal, else json
  int top = 20;
};

std::size_t shown(const std::vector<NamedCount>& counts, int top) {
  return std::min(counts.size(), static_cast<std::size_t>(top));
}

void add_rows(std::string& out, const std::string& title, const std::vector<NamedCount>& counts, std::size_t rows) {
  if (rows == 0) return;
  out += '\n' + title + '\n';
  for (std::size_t i = 0; i < rows; ++i) out += fmt::format("  {:>9}  {}\n", counts[i].count, counts[i].name);
}

// Appends a line for each year: decades would hide the last years, and bars the numbers.
void add_years(std::string& out, const CorpusStats& stats) {
  out += "\nyears\n";
  for (const auto& [year, count] : stats.years) {
    out += fmt::format("  {:>9}  {}\n", count, year == 0 ? "missing" : std::to_string(year));
  }
}

std::string table_text(const Corpus& corpus, const CorpusStats& stats, int top) {
  std::string out;
  out += fmt::format("recipes     {} ({} with a temperature, {} steps)\n", stats.recipes, stats.with_temperature,
                     stats.steps);
  out += fmt::format("papers      {} ({} recipes without a DOI)\n", stats.papers, stats.without_doi);
  out += fmt::format("targets     {}\nprecursors  {} in {} sets\n", stats.targets, stats.precursors, stats.sets);
  add_rows(out, "methods", stats.methods, stats.methods.size());
  add_rows(out, "commonest precursors (recipes)", stats.common_precursors, shown(stats.common_precursors, top));
  add_rows(out, "elements of targets (recipes)", stats.elements, shown(stats.elements, top));
  add_years(out, stats);
  for (const Split& split : corpus.splits) {
    const auto parts = part_sizes(split);
    add_rows(out, "split by " + split.name + " " + split.options, parts, parts.size());
  }
  add_rows(out, "not used", corpus.quarantine, corpus.quarantine.size());
  add_rows(out, "mended", corpus.mendings, corpus.mendings.size());
  out += "\nsources\n";
  for (const SourceFile& source : corpus.sources) {
    out += fmt::format("  {:>9}  {} ({}, sha256 {})\n", source.records, source.name, source.form,
                       source.sha256.substr(0, 16));
  }
  return out;
}

void add_counts(JsonText& json, std::string_view key, const std::vector<NamedCount>& counts, std::size_t rows) {
  json.key(key);
  json.begin_object();
  for (std::size_t i = 0; i < rows; ++i) json.field(counts[i].name, counts[i].count);
  json.end_object();
}

void add_sources(JsonText& json, const std::vector<SourceFile>& sources) {
  json.key("sources");
  json.begin_list();
  for (const SourceFile& source : sources) {
    json.begin_object();
    json.field("name", source.name);
    json.field("form", source.form);
    json.field("records", source.records);
    json.field("sha256", source.sha256);
    json.end_object();
  }
  json.end_list();
}

std::string json_text(const Corpus& corpus, const CorpusStats& stats, int top) {
  std::string out;
  JsonText json(out);
  json.begin_object();
  json.field("recipes", stats.recipes);
  json.field("with_temperature", stats.with_temperature);
  json.field("steps", stats.steps);
  json.field("papers", stats.papers);
  json.field("without_doi", stats.without_doi);
  json.field("targets", stats.targets);
  json.field("precursors", stats.precursors);
  json.field("sets", stats.sets);
  add_counts(json, "methods", stats.methods, stats.methods.size());
  add_counts(json, "common_precursors", stats.common_precursors, shown(stats.common_precursors, top));
  add_counts(json, "elements", stats.elements, stats.elements.size());
  json.key("years");
  json.begin_object();
  for (const auto& [year, count] : stats.years) json.field(year == 0 ? "missing" : std::to_string(year), count);
  json.end_object();
  json.key("splits");
  json.begin_object();
  for (const Split& split : corpus.splits) {
    const auto parts = part_sizes(split);
    add_counts(json, split.name, parts, parts.size());
  }
  json.end_object();
  add_counts(json, "quarantine", corpus.quarantine, corpus.quarantine.size());
  add_counts(json, "mendings", corpus.mendings, corpus.mendings.size());
  add_sources(json, corpus.sources);
  json.end_object();
  return out + '\n';
}

int run_stats(const DataStatsOptions& options) {
  const Corpus corpus = read_corpus(options.corpus);
  const CorpusStats stats = stats_of(corpus);
  const bool json = chosen_format(options.format, "json") == "json";
  StandardOutput out;
  out.write(json ? json_text(corpus, stats, options.top) : table_text(corpus, stats, options.top));
  out.close();
  return 0;
}

}  // namespace

Command data_stats_command() {
  auto options = std::make_shared<DataStatsOptions>();
  return {.name = "data stats",
          .summary = "Show what a corpus holds",
          .synopsis = "C.h5 [--top N] [--format table|json]",
          .flags = {{.names = "corpus", .field = &options->corpus, .help = "corpus", .value = "C.h5", .required = true},
                    {.names = "--top",
                     .field = &options->top,
                     .help = "so many precursors and elements",
                     .value = "N",
                     .range = {{0, 100000}}},
                    {.names = "--format",
                     .field = &options->format,
                     .help = "default: table on a terminal, json elsewhere",
                     .choices = {"table", "json"}}},
          .examples = "  matroute data stats all.h5 --top 10\n",
          .run = [options](const Context&) { return run_stats(*options); }};
}

}  // namespace matroute
