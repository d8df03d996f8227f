// Bounded by counting what is kept: the first texts stay when writing, the last blocks when reading.
#include "datasets/results/results_vocabulary.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "datasets/results/results_schema.h"

namespace matroute {

std::optional<std::uint32_t> RememberedTexts::index_of(std::string_view text) const {
  const auto at = indices_.find(std::string(text));
  return at == indices_.end() ? std::nullopt : std::optional(at->second);
}

void RememberedTexts::remember(std::string_view text, std::uint32_t index) {
  const std::size_t bytes = text.size() + kEntryBytes;
  if (bytes > most_bytes_ - bytes_) {
    bytes_ = most_bytes_;  // so that the texts that are remembered are the first ones, without a gap
    return;
  }
  if (indices_.emplace(text, index).second) bytes_ += bytes;
}

ResultsVocabulary::ResultsVocabulary(const H5File& file, const std::string& name, std::size_t most_bytes)
    : remembered_(most_bytes), texts_(file, "vocab/" + name, std::string(vocabulary_description(name))) {}

std::uint32_t ResultsVocabulary::index_of(std::string_view text) {
  if (const auto known = remembered_.index_of(text)) return *known;
  if (texts_.size() >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kResource, "a results file cannot hold more than 4294967295 different texts");
  }
  const auto index = static_cast<std::uint32_t>(texts_.size());
  texts_.push(text);
  remembered_.remember(text, index);
  return index;
}

VocabularyTexts::VocabularyTexts(const H5File& file, const std::string& name, std::size_t most_bytes)
    : file_(&file), name_(name), most_bytes_(most_bytes) {
  file.require_backed(name);
  file.require_backed(name + "_ptr");
  file.read_text(name, 0, 0);  // checks the types
  size_ = file.rows(name + "_ptr") - 1;
}

const std::string& VocabularyTexts::at(std::uint64_t index) {
  return block(index / kBlockTexts)[static_cast<std::size_t>(index % kBlockTexts)];
}

const std::vector<std::string>& VocabularyTexts::block(std::uint64_t number) {
  const auto known = blocks_.find(number);
  if (known != blocks_.end()) return known->second;
  if (bytes_ > most_bytes_) {
    blocks_.clear();
    bytes_ = 0;
  }
  const std::uint64_t first = number * kBlockTexts;
  auto texts = file_->read_text(name_, first, std::min(kBlockTexts, size_ - first));
  for (const std::string& text : texts) bytes_ += text.size() + sizeof(std::string);
  return blocks_.emplace(number, std::move(texts)).first->second;
}

}  // namespace matroute
