// What goes into the network: its shape, precursors in numbers, and states of the decoder.
#pragma once

#include <cstdint>
#include <vector>

namespace matroute {

// The numbers that fix the shapes of all weights.
struct NetworkShape {
  std::int64_t materials = 0;  // of the vocabulary
  std::int64_t width = 128;    // of tokens and precursor vectors
  std::int64_t layers = 2;     // of the encoder
  std::int64_t heads = 4;      // divides width
  std::int64_t hidden = 128;   // of the decoder
};

// Precursors in numbers. Row j of the batch is column j of all scores; the last column, materials(), is "no more
// precursors".
struct MaterialBatch {
  std::vector<float> features;         // [materials, material_feature_count()]
  std::vector<std::int64_t> identity;  // id in the vocabulary; -1: not in the vocabulary
  std::int64_t materials() const { return static_cast<std::int64_t>(identity.size()); }
};

// States of the decoder: which target, which slot, by which method, after which precursors.
struct StateBatch {
  std::vector<std::int64_t> target;  // row of the target batch
  std::vector<std::int64_t> slot;    // token; -1: beyond the slots, where any precursor or none may follow
  std::vector<std::int64_t> method;  // number of the method, as in kMethodNames
  // Columns of the material batch: those of state i are chosen[chosen_ptr[i]] to before chosen[chosen_ptr[i + 1]].
  std::vector<std::int64_t> chosen_ptr = {0};  // states + 1
  std::vector<std::int64_t> chosen;
  std::int64_t states() const { return static_cast<std::int64_t>(target.size()); }
};

}  // namespace matroute
