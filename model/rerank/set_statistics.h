// What recipes say of sets: how often they use a precursor, two precursors together, and which set for like targets.
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
    float recipes = 0.0F;             // weight of all
    RecipeVotesData votes;
  };

  explicit SetStatistics(Data data);

  float weight(std::uint32_t material) const { return data_.weights[material]; }
  // Smoothed pointwise mutual information: log of how much more often two precursors meet than by chance.
  float affinity(std::uint32_t a, std::uint32_t b) const;

  const RecipeVotes& votes() const { return votes_; }

 private:
  Data data_;  // its votes are left out
  RecipeVotes votes_;
  std::unordered_map<std::uint64_t, float> pairs_;
};

}  // namespace matroute
