// Checks a results file or a folder of parts: every chunk of every dataset, and every rule of docs/format_results.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "datasets/results/results_file.h"

namespace matroute {

struct ResultsCheck {
  std::filesystem::path path;
  bool opened = true;               // false: HDF5 refuses it, so that nobody knows what it holds
  ResultsCounts counts;             // as far as the file can be read
  std::vector<std::string> faults;  // dataset, row and rule; the first kMaxFaultsPerRule of each rule and dataset

  static constexpr std::uint64_t kMaxFaultsPerRule = 20;
};

// Throws Error (input) where the path is missing, a directory, or no results file at all (no HDF5, another format).
ResultsCheck validate_results(const std::filesystem::path& path);

struct PartsCheck {
  std::vector<ResultsCheck> parts;  // in order
  std::vector<std::filesystem::path> temporary;
  std::vector<std::string> faults;  // of the folder: gaps in the numbering, foreign files
};

// Throws Error (input) where the folder is missing or holds no part.
PartsCheck validate_parts(const std::filesystem::path& folder);

}  // namespace matroute
