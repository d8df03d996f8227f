// The corpus as one HDF5 file, format "matroute-corpus" version 1 (docs/format_corpus.md).
#pragma once

#include <filesystem>

#include "base/atomic_file.h"
#include "datasets/recipes/corpus.h"

namespace matroute {

inline constexpr int kCorpusFormatVersion = 1;

// Written under a temporary name, brought to the disk, renamed. kReplace replaces a corpus, never a foreign file.
// Throws Error (output, resource).
void write_corpus(const Corpus& corpus, const std::filesystem::path& path,
                  AtomicFile::Existing existing = AtomicFile::Existing::kRefuse);

// Reads everything and trusts nothing. Throws Error (input) that names the file, the dataset and the fault.
Corpus read_corpus(const std::filesystem::path& path);

// True where the file is an HDF5 file that says it is a corpus, whatever its version.
bool is_corpus_file(const std::filesystem::path& path);

}  // namespace matroute
