// The numbers of the counting model as they stand in its file: weighted counts of recipes, sparse, by method, anion
// context and element of the target.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/search/anion_context.h"
#include "model/tensors/safetensors.h"

namespace matroute {

// A row is what was seen with one element of targets in one context, made by one method. Rows are sorted by
// (method, context, element). Element 0 stands for the targets themselves and has no entries.
struct CountingData {
  std::vector<std::string> materials;  // printed forms; the index is the id of a precursor
  std::vector<std::uint8_t> row_method;
  std::vector<std::uint16_t> row_context;
  std::vector<std::uint8_t> row_element;
  std::vector<float> row_targets;             // weight of the recipes whose target holds the element
  std::vector<std::uint32_t> row_ptr;         // rows + 1; entries of row r stand at row_ptr[r] .. row_ptr[r + 1]
  std::vector<std::uint32_t> entry_material;  // ascending within a row
  std::vector<float> entry_weight;            // weight of the recipes that hold the precursor; > 0
  std::vector<std::uint64_t> target_hashes;   // of the keys of all targets, ascending
  std::vector<std::uint64_t> system_hashes;   // of the sets of elements of all targets, ascending

  std::size_t rows() const { return row_method.size(); }
};

// The materials are not part of it: they stand in the card of the model folder.
std::vector<Tensor> to_tensors(const CountingData& data);
// Throws Error (model), naming `where`, unless all that is said above holds.
CountingData counting_data_from_tensors(const std::vector<Tensor>& tensors, std::vector<std::string> materials,
                                        const std::string& where);

}  // namespace matroute
