// The numbers of the counting model as they stand in its file: weighted counts of recipes, sparse, by method, anion
// context and element of the target.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/search/anion_context.h"
#include "model/tensors/safetensors.h"

namespace matroute {

// A row counts the recipes by one method whose targets are in one anion context and hold one element. Rows are sorted
// by (method, context, element). Element 0 stands for the targets themselves and has no entries.
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

// The tensors of the counting model's file. They leave out the materials, which stand in the card of the model folder.
std::vector<Tensor> to_tensors(const CountingData& data);
// Throws Error (model), naming `where`, unless every tensor is there, the lengths of tables and pointers fit, rows,
// entries and hashes stand in the order of CountingData, methods, contexts, elements and materials are known, no weight
// is negative, those of entries are positive, and the targets have some weight.
CountingData counting_data_from_tensors(const std::vector<Tensor>& tensors, std::vector<std::string> materials,
                                        const std::string& where);

}  // namespace matroute
