// Checks a whole corpus file: every chunk is read, every promise of docs/format_corpus.md is checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace matroute {

struct CorpusValidation {
  std::uint64_t recipes = 0;
  std::vector<std::string> faults;    // kMaxFaults and "N more"; empty: the file is whole
  std::vector<std::string> warnings;  // facts that are allowed but worth knowing, such as targets shared by parts

  static constexpr std::size_t kMaxFaults = 20;
};

// Throws Error (input) where the file is missing, no HDF5 file or no corpus: there is nothing to check then. An HDF5
// file that was cut off is a fault.
CorpusValidation validate_corpus(const std::filesystem::path& path);

}  // namespace matroute
