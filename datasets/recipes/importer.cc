// Files one after another; the records of a release on all threads, in the order of the file.
#include "datasets/recipes/importer.h"

#include <algorithm>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/error.h"
#include "base/out_of_memory.h"
#include "base/parallel_for.h"
#include "base/threads.h"
#include "datasets/io/json_elements.h"
#include "datasets/io/table_reader.h"
#include "datasets/io/text_source.h"
#include "datasets/recipes/paper_merging.h"
#include "datasets/recipes/release_importer.h"
#include "datasets/recipes/table_importer.h"

namespace matroute {
namespace {

constexpr std::size_t kBatch = 4096;

class Importer {
 public:
  explicit Importer(const ImportOptions& options)
      : options_(options), method_(options.method.value_or(Method::kSolidState)), tables_(options.columns) {}

  ImportResult run() {
    if (options_.files.empty()) throw Error(ErrorKind::kUsage, "no file to import");
    read_years();
    for (const std::string& file : options_.files) import_file(file);
    join_years();
    fill_counts();
    return std::move(result_);
  }

 private:
  void read_years() {
    if (options_.years_file.empty()) return;
    const auto table = TableReader::open(options_.years_file);
    const std::string doi_column = choose_column(*table, "doi", {});
    const std::string year_column = choose_column(*table, "year", {});
    InputRow row;
    while (table->next(row)) {
      const InputField* doi = row.find(doi_column);
      const InputField* year = row.find(year_column);
      const auto number = doi == nullptr || year == nullptr ? std::nullopt : year_of(year->value);
      if (!row.error.empty() || !number) {
        throw Error(ErrorKind::kInput, options_.years_file + ": line " + std::to_string(row.line) + ": " +
                                           (row.error.empty() ? "expected a DOI and a year" : row.error));
      }
      const auto [known, added] = years_.emplace(normalised_doi(doi->value), *number);
      if (!added && known->second != *number) ++result_.report.contradicted_years;
      known->second = *number;
    }
  }

  void import_file(const std::string& path) {
    TextSource source(path);
    const bool release = is_release(source.peek());
    SourceFile file;
    file.name = std::filesystem::path(path).filename().string();
    if (release) {
      import_release(source, file);
    } else {
      import_table(*TableReader::open(std::move(source)), file);
    }
    result_.report.records += file.records;
    result_.corpus.sources.push_back(std::move(file));
  }

  void import_release(TextSource& source, SourceFile& file) {
    file.form = "text-mined release";
    const std::size_t first = result_.corpus.recipes.size();
    JsonElements records(source, "reactions");
    std::vector<ReleaseRecordReader> readers(static_cast<std::size_t>(thread_count()));
    std::vector<std::string> batch(kBatch);
    std::vector<ImportedRecord> results(kBatch);
    std::size_t count = 0;
    do {
      count = 0;
      while (count < kBatch && records.next(batch[count])) ++count;
      read_batch(batch, count, readers, results);
      for (std::size_t i = 0; i < count; ++i) take(std::move(results[i]), file);
    } while (count == kBatch);
    file.sha256 = source.sha256();
    drop_repeated(first);
  }

  void read_batch(const std::vector<std::string>& batch, std::size_t count, std::vector<ReleaseRecordReader>& readers,
                  std::vector<ImportedRecord>& results) const {
    parallel_for(count, 32, [&](std::size_t i) { results[i] = readers[thread_index()].read(batch[i], method_); });
  }

  void import_table(TableReader& table, SourceFile& file) {
    file.form = form_name(table.format());
    if (table.format() == TableFormat::kText) {
      throw Error(ErrorKind::kInput,
                  table.name() + ": is neither a text-mined release nor a CSV, TSV or JSON table of recipes");
    }
    InputRow row;
    bool checked = false;
    while (table.next(row)) {
      if (!checked) tables_.require_columns(table);
      checked = true;
      take(tables_.read(row, method_), file);
    }
    file.sha256 = table.sha256();
  }

  static std::string form_name(TableFormat format) {
    switch (format) {
      case TableFormat::kText:
        return "text";
      case TableFormat::kCsv:
        return "csv";
      case TableFormat::kTsv:
        return "tsv";
      case TableFormat::kJsonl:
        return "jsonl";
      case TableFormat::kJsonList:
        return "json list";
    }
    return "";
  }

  void take(ImportedRecord&& record, SourceFile& file) {
    ImportReport& report = result_.report;
    for (Rejection& rejection : record.rejections) {
      rejection.file = file.name;
      rejection.record = file.records;
      ++quarantine_[rejection.reason];
      report.rejections.push_back(std::move(rejection));
    }
    for (std::size_t k = 0; k < record.mendings.size(); ++k) mendings_[k] += record.mendings[k];
    took_default_.insert(took_default_.end(), record.recipes.size(), record.without_method);
    report.set_aside += record.set_aside;
    report.fragments += record.fragments;
    auto& recipes = result_.corpus.recipes;
    recipes.insert(recipes.end(), std::make_move_iterator(record.recipes.begin()),
                   std::make_move_iterator(record.recipes.end()));
    ++file.records;
  }

  void drop_repeated(std::size_t first) {
    auto& recipes = result_.corpus.recipes;
    const std::vector<bool> repeated = merge_papers(std::span(recipes).subspan(first));
    std::size_t kept = first;
    for (std::size_t i = first; i < recipes.size(); ++i) {
      if (repeated[i - first]) continue;
      if (kept != i) recipes[kept] = std::move(recipes[i]);
      took_default_[kept] = took_default_[i];
      ++kept;
    }
    result_.report.merged += recipes.size() - kept;
    recipes.resize(kept);
    took_default_.resize(kept);
  }

  void join_years() {
    for (Recipe& recipe : result_.corpus.recipes) {
      const auto known = recipe.year || recipe.doi.empty() ? years_.end() : years_.find(recipe.doi);
      if (known != years_.end()) recipe.year = known->second;
      if (!recipe.year) ++result_.report.without_year;
    }
  }

  void fill_counts() {
    Corpus& corpus = result_.corpus;
    for (const auto& [reason, count] : quarantine_) corpus.quarantine.push_back({reason, count});
    for (std::size_t k = 0; k < mendings_.size(); ++k) {
      if (mendings_[k] > 0) corpus.mendings.push_back({std::string(kMendingNames[k]), mendings_[k]});
    }
    if (result_.report.fragments > 0) corpus.mendings.push_back({"fragment removed", result_.report.fragments});
    if (result_.report.set_aside > 0) corpus.mendings.push_back({"set aside", result_.report.set_aside});
    if (result_.report.merged > 0) corpus.mendings.push_back({"repeated recipe merged", result_.report.merged});
    result_.report.without_method =
        static_cast<std::uint64_t>(std::count(took_default_.begin(), took_default_.end(), true));
    result_.report.unknown_keys.assign(tables_.unknown_keys().begin(), tables_.unknown_keys().end());
    for (const auto& [key, count] : tables_.ignored_keys()) result_.report.ignored_keys.push_back({key, count});
    nlohmann::ordered_json options;
    options["method"] = name(method_);
    options["years"] = std::filesystem::path(options_.years_file).filename().string();
    options["columns"] = nlohmann::ordered_json::object();
    for (const auto& [field, column] : options_.columns) options["columns"][field] = column;
    corpus.options = options.dump();
  }

  const ImportOptions& options_;
  Method method_;
  TableRecordReader tables_;
  std::unordered_map<std::string, int> years_;
  std::map<std::string, std::uint64_t> quarantine_;
  MendingCounts mendings_{};
  std::vector<bool> took_default_;  // per recipe: it states no method
  ImportResult result_;
};

}  // namespace

ImportResult import_recipes(const ImportOptions& options) {
  return with_memory_as_error("the import", [&] { return Importer(options).run(); });
}

void write_quarantine(std::span<const Rejection> rejections, const std::filesystem::path& path,
                      AtomicFile::Existing existing) {
  AtomicFile output(path, existing);
  for (const Rejection& rejection : rejections) {
    const nlohmann::ordered_json line = {{"file", rejection.file},     {"record", rejection.record},
                                         {"doi", rejection.doi},       {"target", rejection.target},
                                         {"reason", rejection.reason}, {"detail", rejection.detail}};
    output.write(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
  }
  output.commit();
}

}  // namespace matroute
