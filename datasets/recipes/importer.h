// From files of recipes to a corpus: the text-mined releases of Kononova et al. (solid-state, doi
// 10.1038/s41597-019-0224-1) and Wang et al. (solution, doi 10.1038/s41597-022-01317-2), and tables of own recipes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "datasets/recipes/corpus.h"
#include "datasets/recipes/rejection.h"

namespace matroute {

struct ImportOptions {
  std::vector<std::string> files;  // each plain, .gz or .xz
  std::string years_file;          // CSV with the columns doi and year; empty: none
  // Field of a recipe -> column or key of the file, for tables of own recipes.
  std::vector<std::pair<std::string, std::string>> columns;
  std::optional<Method> method;  // of recipes that state none; empty: solid-state
};

struct ImportReport {
  std::vector<Rejection> rejections;  // in the order of the files
  std::uint64_t records = 0;
  std::uint64_t without_method = 0;       // recipes that took the default
  std::uint64_t without_year = 0;         // recipes
  std::uint64_t contradicted_years = 0;   // rows of the years file that another year for the same DOI follows
  std::uint64_t merged = 0;               // recipes of releases that repeated one of the same paper, steps included
  std::uint64_t set_aside = 0;            // precursors of a record that only its other targets use
  std::uint64_t fragments = 0;            // precursors of a release that are no substance
  std::vector<std::string> unknown_keys;  // of tables, each once
  std::vector<NamedCount> ignored_keys;   // comments in tables, and how many rows had one
};

struct ImportResult {
  Corpus corpus;
  ImportReport report;
};

// The same result for any number of OpenMP threads. Throws Error (input) where a file cannot be read, and Error (usage)
// for a column map that names no field. A result without recipes is no error.
ImportResult import_recipes(const ImportOptions& options);

// JSON lines: file, record, doi, target, reason, detail. Throws Error (output, resource).
void write_quarantine(std::span<const Rejection> rejections, const std::filesystem::path& path,
                      AtomicFile::Existing existing);

}  // namespace matroute
