// Vocabularies of a results file: each text stands there once, and rows hold its index. Their memory has an upper
// bound. Private to the results sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "datasets/io/hdf5_column.h"

namespace matroute {

// The texts of a vocabulary that are looked up: all, up to so many bytes with what it takes to keep them.
class RememberedTexts {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;
  explicit RememberedTexts(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  std::optional<std::uint32_t> index_of(std::string_view text) const;
  // Nothing is remembered any more once the bytes are used up.
  void remember(std::string_view text, std::uint32_t index);
  std::size_t bytes() const { return bytes_; }

 private:
  // Of a map's entry, besides the text.
  static constexpr std::size_t kEntryBytes = 64;

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, std::uint32_t> indices_;
};

// Texts in the order of first use, written as they come. A text that was not remembered is written anew when it comes
// again.
class ResultsVocabulary {
 public:
  ResultsVocabulary(const H5File& file, const std::string& name, std::size_t most_bytes = RememberedTexts::kMostBytes);
  // Throws Error (resource) where the file's indices are used up.
  std::uint32_t index_of(std::string_view text);
  void finish() { texts_.finish(); }
  std::size_t remembered_bytes() const { return remembered_.bytes(); }

 private:
  RememberedTexts remembered_;
  H5TextColumn texts_;
};

// Texts of a stored vocabulary by their indices, read in blocks as they are asked for.
class VocabularyTexts {
 public:
  // The file must outlive it. Throws Error (input) as H5File::read_text does, here and in at().
  VocabularyTexts(const H5File& file, const std::string& name, std::size_t most_bytes = RememberedTexts::kMostBytes);
  std::uint64_t size() const { return size_; }
  // index < size(). Valid until the next call.
  const std::string& at(std::uint64_t index);

 private:
  static constexpr std::uint64_t kBlockTexts = 1024;

  const std::vector<std::string>& block(std::uint64_t number);

  const H5File* file_;
  std::string name_;
  std::uint64_t size_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;  // of the blocks in memory
  std::unordered_map<std::uint64_t, std::vector<std::string>> blocks_;
};

}  // namespace matroute
