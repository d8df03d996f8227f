// From a corpus to a counting model, ready to be saved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "datasets/recipes/corpus.h"
#include "model/folder/model_info.h"
#include "model/search/target.h"

namespace matroute {

struct TrainedModel {
  ModelInfo info;  // training.source, .sha256 and .part, created_by and licence are left to the caller
  ModelFiles files;
  std::uint64_t skipped = 0;  // recipes that could not be counted
};

// What the card says of the recipes: split, years, sources.
TrainingData describe(const Corpus& corpus, std::span<const Recipe> recipes);

// Counts the recipes at these indices. Throws Error (input) where none of them can be counted.
TrainedModel train_counting(const Corpus& corpus, std::span<const std::size_t> rows,
                            TargetElements elements = TargetElements::kFull);

}  // namespace matroute
