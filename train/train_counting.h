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
  ModelInfo info;  // the caller sets training.source, .sha256 and .part, created_by and licence
  ModelFiles files;
  std::uint64_t skipped = 0;  // number of recipes that could not be counted
};

// The entries of a card on the recipes: split, years, citations.
TrainingData describe(const Corpus& corpus, std::span<const Recipe> recipes);

// Counts the recipes of the corpus at the indices `rows`. Throws Error (input) where none of them can be counted.
TrainedModel train_counting(const Corpus& corpus, std::span<const std::size_t> rows,
                            TargetElements elements = TargetElements::kFull);

}  // namespace matroute
