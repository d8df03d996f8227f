// Statistics of recipes: how often they use a precursor, two precursors together, and which set for like targets.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/rerank/recipe_votes.h"

namespace matroute {

class SetStatistics {
 public:
  // Materials are ids of the vocabulary; a pair stands once, the lower id first, pairs ascending.
  struct Data {
    std::vector<float> weights;  // of the recipes that use a material, by id
    std::vector<std::uint32_t> pair_low;
    std::vector<std::uint32_t> pair_high;
    std::vector<float> pair_weights;  // of the recipes that use both
    float recipes = 0.0F;             // weight of all recipes
    RecipeVotesData votes;
  };

  explicit SetStatistics(Data data);

  float weight(std::uint32_t material) const { return data_.weights[material]; }
  // Smoothed pointwise mutual information: the logarithm of how much more often recipes use both precursors than chance
  // would have it.
  float affinity(std::uint32_t a, std::uint32_t b) const;

  const RecipeVotes& votes() const { return votes_; }

 private:
  Data data_;  // without the votes, which stand in votes_
  RecipeVotes votes_;
  std::unordered_map<std::uint64_t, float> pairs_;
};

}  // namespace matroute
