// Which sets of precursors recipes used for targets of the same elements: the nearer the amounts, the more a recipe
// counts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "model/counting/counting_tables.h"
#include "model/search/target.h"
#include "model/tensors/safetensors.h"

namespace matroute {

// A target as a point in its chemical system. The system is the set of elements that precursors must bring: all but H,
// C, N and O.
struct SystemPoint {
  std::uint64_t system = 0;  // hash of the system's elements
  // Shares of the system's elements, by atomic number; then atoms of H, C, N and O per atom of the system's elements.
  std::vector<float> amounts;
};

SystemPoint system_point(const Target& target);

// Recipes by system. Recipes of equal amounts, method and set share one row.
struct RecipeVotesData {
  std::vector<std::uint64_t> systems;  // hashes, ascending
  std::vector<std::uint32_t> system_ptr = {
      0};                             // systems + 1; rows of system s stand at system_ptr[s] .. system_ptr[s + 1]
  std::vector<std::uint8_t> sources;  // by system: number of elements that precursors must bring
  std::vector<float> amounts;         // by row: SystemPoint::amounts, sources + 4 numbers
  std::vector<std::uint8_t> methods;  // by row
  std::vector<float> weights;         // by row: of the recipes
  std::vector<float> papers;          // by row: number of papers
  std::vector<std::uint32_t> sets;    // by row
  std::vector<std::uint32_t> set_ptr = {0};  // sets + 1
  std::vector<std::uint32_t> set_materials;  // ids, ascending within a set
};

class RecipeVotesCollector {
 public:
  // materials: ids, ascending.
  void add(const SystemPoint& point, Method method, std::span<const std::uint32_t> materials, float weight,
           float papers);
  void add(const RecipeVotesData& data);
  RecipeVotesData data() const;

 private:
  struct Votes {
    float weight = 0.0F;
    float papers = 0.0F;
  };
  using Row = std::tuple<std::vector<float>, Method, std::vector<std::uint32_t>>;  // amounts, method, set
  std::map<std::uint64_t, std::map<Row, Votes>> systems_;
};

std::vector<Tensor> to_tensors(const RecipeVotesData& data, const std::string& prefix);
// Throws Error (model), naming `where`, unless every tensor is there, lengths and pointers fit, systems ascend,
// methods, sets and materials are known, and no weight or number of papers is negative. materials: size of the
// vocabulary.
RecipeVotesData recipe_votes_from_tensors(const std::vector<Tensor>& tensors, const std::string& prefix,
                                          std::size_t materials, const std::string& where);

// The votes of recipes on the sets of one target; empty where no recipe is of its chemical system.
class Ballot {
 public:
  struct Votes {
    float kernel = 0.0F;      // sum over the recipes of weight * exp(-distance / 0.1)
    float exact = 0.0F;       // papers on the target itself
    float similarity = 0.0F;  // exp(-distance / 0.1) of the nearest recipe
  };
  // By method, then over all methods.
  using ByMethod = std::array<Votes, kMethodCount + 1>;

  // materials: ids, ascending. Zeros for a set that got no vote.
  ByMethod of(std::span<const std::uint32_t> materials) const;
  const ByMethod& total() const { return total_; }

 private:
  friend class RecipeVotes;
  const RecipeVotesData* data_ = nullptr;
  std::vector<std::pair<std::uint32_t, ByMethod>> sets_;  // by set, ascending
  ByMethod total_{};                                      // sums; of similarity, the largest
};

class RecipeVotes {
 public:
  explicit RecipeVotes(RecipeVotesData data);

  // The ballot is valid as long as the RecipeVotes object.
  Ballot ballot(const SystemPoint& point) const;

 private:
  RecipeVotesData data_;
  std::vector<std::size_t> starts_;  // by system: place of its first number in RecipeVotesData::amounts
};

}  // namespace matroute
