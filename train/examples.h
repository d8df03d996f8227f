// Recipes as examples for a network: which precursor comes next, slot by slot.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "datasets/recipes/recipe.h"
#include "model/network/candidates.h"
#include "model/network/network_beam.h"
#include "model/rerank/recipe_votes.h"

namespace matroute {

struct Example {
  TargetEncoding target;
  SystemPoint point;
  Method method = Method::kSolidState;
  float weight = 1.0F;
  std::vector<std::uint32_t> materials;                      // ids of the recorded set, ascending
  std::shared_ptr<const std::vector<std::uint32_t>> usable;  // ids that the search may choose from, ascending
};

// The recipes whose target can be read, and which hold a precursor that the search could choose; equal recipes of one
// paper count once. Common gases are no precursors.
std::vector<Example> make_examples(std::span<const Recipe> recipes, const MaterialPool& pool,
                                   const Vocabulary& vocabulary, const ElementWeights& weights);

// The questions to a network in one step of training, and the answers.
struct ExampleBatch {
  TargetBatch targets;
  MaterialBatch materials;
  StateBatch states;
  std::vector<std::uint8_t> forbidden;  // [states, materials + 1]: 1 where the search could not choose the column
  std::vector<std::int64_t> answers;    // columns, by state
  std::vector<float> state_weights;     // by state
  std::vector<std::int64_t> methods;    // by target
  std::vector<float> weights;           // by target
};

// features: encode_material of every material of the pool, row by row.
ExampleBatch make_batch(std::span<const Example* const> examples, const MaterialPool& pool,
                        std::span<const float> features);

}  // namespace matroute
