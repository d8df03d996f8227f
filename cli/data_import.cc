// matroute data import: releases and own recipes to a corpus.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/words.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/importer.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

struct DataImportOptions {
  std::vector<std::string> files;
  std::string output;
  std::string years;
  std::vector<std::string> columns;
  std::string method;
  std::string quarantine;
  bool overwrite = false;
};

ImportOptions import_options(const DataImportOptions& options) {
  ImportOptions result;
  result.files = options.files;
  result.years_file = options.years;
  if (!options.method.empty()) result.method = method_from_name(options.method);
  for (const std::string& pair : options.columns) {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals >= pair.size() - 1) {
      throw Error(ErrorKind::kUsage, fmt::format("--map {}: expected FIELD=COLUMN, such as target=product", pair));
    }
    result.columns.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return result;
}

// True for a quarantine list that an earlier import wrote, even an empty one.
bool is_quarantine_list(const fs::path& path) { return begins_with(path, R"({"file":")"); }

std::string list_text(const std::vector<NamedCount>& counts) {
  std::string text;
  for (const auto& [name, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, count);
  return text;
}

void log_report(const ImportResult& result, const DataImportOptions& options, const Context& context) {
  const ImportReport& report = result.report;
  log_info(context, counted(result.corpus.recipes.size(), "recipe") + " from " + counted(report.records, "record"));
  if (!result.corpus.quarantine.empty()) {
    log_info(context, fmt::format("not used: {}{}", list_text(result.corpus.quarantine),
                                  options.quarantine.empty() ? " (--quarantine FILE lists them)" : ""));
  }
  if (!result.corpus.mendings.empty()) log_info(context, "mended: " + list_text(result.corpus.mendings));
  if (report.without_method > 0) {
    log_info(context, fmt::format("{} without a method, taken as {}", counted(report.without_method, "recipe"),
                                  options.method.empty() ? name(Method::kSolidState) : options.method));
  }
  if (report.contradicted_years > 0) {
    log_warning(context, fmt::format("{}: another year for the same DOI {}; the last one counts", options.years,
                                     counted(report.contradicted_years, "time")));
  }
  if (report.without_year > 0) log_info(context, counted(report.without_year, "recipe") + " without a year");
  if (!report.unknown_keys.empty()) {
    std::string keys;
    for (const std::string& key : report.unknown_keys) keys += (keys.empty() ? "" : ", ") + key;
    log_warning(context, "columns or keys that mean nothing here: " + keys);
  }
  if (!report.ignored_keys.empty()) log_info(context, "comments left out: " + list_text(report.ignored_keys));
}

int run_import(const DataImportOptions& options, const Context& context) {
  const auto existing = options.overwrite ? AtomicFile::Existing::kReplace : AtomicFile::Existing::kRefuse;
  if (options.output == options.quarantine) {
    throw Error(ErrorKind::kUsage, "-o and --quarantine name the same file: " + options.output);
  }
  require_free(options.output, options.overwrite, "corpus", is_corpus_file);
  require_free(options.quarantine, options.overwrite, "list of an earlier import", is_quarantine_list);
  const ImportResult result = import_recipes(import_options(options));
  if (!options.quarantine.empty()) write_quarantine(result.report.rejections, options.quarantine, existing);
  log_report(result, options, context);
  if (result.corpus.recipes.empty()) {
    const auto& rejections = result.report.rejections;
    throw Error(ErrorKind::kInput,
                rejections.empty() ? "the files hold no record"
                                   : fmt::format("none of {} records could be used; the first: {} ({})",
                                                 result.report.records, rejections[0].reason, rejections[0].detail));
  }
  write_corpus(result.corpus, options.output, existing);
  return 0;
}

}  // namespace

Command data_import_command() {
  auto options = std::make_shared<DataImportOptions>();
  const std::vector<std::string> methods(kMethodNames.begin(), kMethodNames.end());
  return {.name = "data import",
          .summary = "Make a corpus of text-mined releases and own recipes",
          .synopsis =
              "FILE... -o C.h5 [--years FILE.csv]\n"
              "       [--map FIELD=COLUMN]... [--method M] [--quarantine FILE] [--overwrite]",
          .flags = {{.names = "files",
                     .field = &options->files,
                     .help = "releases (JSON) and tables (CSV, TSV, JSON lines, JSON list), also .gz and .xz",
                     .value = "FILE",
                     .required = true},
                    {.names = "-o,--output",
                     .field = &options->output,
                     .help = "corpus to write",
                     .value = "C.h5",
                     .required = true},
                    {.names = "--years",
                     .field = &options->years,
                     .help = "CSV with the columns doi and year; releases carry no year",
                     .value = "FILE.csv"},
                    {.names = "--map",
                     .field = &options->columns,
                     .help = "a field under another name in tables: target=product",
                     .value = "FIELD=COLUMN"},
                    {.names = "--method",
                     .field = &options->method,
                     .help = "of recipes that state none; default: " + std::string(name(Method::kSolidState)),
                     .choices = methods},
                    {.names = "--quarantine",
                     .field = &options->quarantine,
                     .help = "list what could not be used, as JSON lines",
                     .value = "FILE"},
                    {.names = "--overwrite", .field = &options->overwrite, .help = "replace older output"}},
          .examples =
              "  matroute data import own.csv -o own.h5 --map target=product\n"
              "  matroute data import solid-state.json.xz sol-gel.json.xz -o all.h5 \\\n"
              "    --years doi_year.csv --quarantine unusable.jsonl\n",
          .run = [options](const Context& context) { return run_import(*options, context); }};
}

}  // namespace matroute
