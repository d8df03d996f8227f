// Counts and compositions to numbers.
#include "model/network/vocabulary_encoding.h"

#include <algorithm>
#include <array>

#include "model/counting/counting_tables.h"

namespace matroute {

MaterialBatch material_batch(const MaterialPool& pool, std::span<const float> vocabulary_features,
                             std::size_t vocabulary_size) {
  MaterialBatch batch;
  batch.features.assign(vocabulary_features.begin(), vocabulary_features.end());
  for (std::size_t id = 0; id < pool.size(); ++id) {
    const bool known = id < vocabulary_size;
    batch.identity.push_back(known ? static_cast<std::int64_t>(id) : -1);
    if (known) continue;
    const auto numbers = encode_material(pool.material(static_cast<std::uint32_t>(id)), {});
    batch.features.insert(batch.features.end(), numbers.begin(), numbers.end());
  }
  return batch;
}

ElementWeights element_weights(const CountingData& data) {
  ElementWeights weights{};
  for (std::size_t r = 0; r < data.rows(); ++r) {
    weights[data.row_element[r]] += static_cast<double>(data.row_targets[r]);
  }
  return weights;
}

std::vector<float> encode_vocabulary(const Vocabulary& vocabulary, const CountingData& data) {
  // The data count a precursor once for each of its elements that the target holds: the weight of the precursor is the
  // largest of the counts.
  std::vector<std::array<std::array<float, kElementCount + 1>, kMethodCount>> weights(vocabulary.materials.size());
  for (std::size_t r = 0; r < data.rows(); ++r) {
    for (std::uint32_t i = data.row_ptr[r]; i < data.row_ptr[r + 1]; ++i) {
      weights[data.entry_material[i]][data.row_method[r]][data.row_element[r]] += data.entry_weight[i];
    }
  }
  std::vector<float> features;
  for (std::size_t id = 0; id < weights.size(); ++id) {
    MaterialCounts counts{};
    for (std::size_t m = 0; m < kMethodCount; ++m)
      counts[m] = *std::max_element(weights[id][m].begin(), weights[id][m].end());
    const auto numbers = encode_material(vocabulary.materials[id], counts);
    features.insert(features.end(), numbers.begin(), numbers.end());
  }
  return features;
}

}  // namespace matroute
