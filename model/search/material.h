// Precursors that can be chosen, and the list of those that a model knows.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "chem/composition_key.h"
#include "chem/formula.h"

namespace matroute {

// A precursor that can be chosen: of the model's vocabulary or of a user's stock.
struct Material {
  Formula formula;      // in the form it is printed: the commonest one, or as the stock file has it
  CompositionKey key;   // its identity
  ElementSet elements;  // of its composition without hydrate water
};

// Throws Error (input), naming the formula, where the amounts of the formula are too finely divided for exact sums.
Material make_material(Formula formula);
// Throws Error (input), naming the text, where the text is no formula or its amounts are too finely divided.
Material make_material(const std::string& text);

// The model's own precursors; the index is the id.
struct Vocabulary {
  std::vector<Material> materials;
  std::unordered_map<CompositionKey, std::uint32_t> ids;
};

// Throws Error (model), naming `where`, where a text is no formula or two have the same key.
Vocabulary make_vocabulary(const std::vector<std::string>& texts, const std::string& where);

}  // namespace matroute
