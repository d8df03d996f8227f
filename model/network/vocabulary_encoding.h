// The precursors of a model as its network reads them, and the weights of elements that order the network's slots.
#pragma once

#include <span>
#include <vector>

#include "model/counting/counting_data.h"
#include "model/network/network.h"
#include "model/network/target_encoding.h"
#include "model/search/material_pool.h"

namespace matroute {

// The weights that slots are ordered by: of the recipes whose target holds an element, over all methods.
ElementWeights element_weights(const CountingData& data);

// encode_material of every material of the vocabulary, row by row.
std::vector<float> encode_vocabulary(const Vocabulary& vocabulary, const CountingData& data);

// Every material of the pool: those of the vocabulary, whose features are given, then those that the vocabulary lacks.
MaterialBatch material_batch(const MaterialPool& pool, std::span<const float> vocabulary_features,
                             std::size_t vocabulary_size);

}  // namespace matroute
