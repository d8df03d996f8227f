// Which sets of precursors recipes used for targets of the same elements, nearest amounts first.
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

// A target among those of its chemical system: the elements that precursors must bring, H, C, N and O aside.
struct SystemPoint {
  std::uint64_t system = 0;    // hash of these elements
  std::vector<float> amounts;  // their shares, by atomic number; then atoms of H, C, N and O per atom of these
};

SystemPoint system_point(const Target& target);

// Recipes by system. Those of equal target, method and set stand in one row.
struct RecipeVotesData {
  std::vector<std::uint64_t> systems;  // hashes, ascending
  std::vector<std::uint32_t> system_ptr = {
      0};                             // systems + 1; rows of system s stand at system_ptr[s] .. system_ptr[s + 1]
  std::vector<std::uint8_t> sources;  // by system: elements that precursors must bring
  std::vector<float> amounts;         // by row: SystemPoint::amounts, sources + 4 numbers
  std::vector<std::uint8_t> methods;  // by row
  std::vector<float> weights;         // by row: of the recipes
  std::vector<float> papers;          // by row: how many say so
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
// Throws Error (model), naming `where`, unless all that is said above holds.
RecipeVotesData recipe_votes_from_tensors(const std::vector<Tensor>& tensors, const std::string& prefix,
                                          std::size_t materials, const std::string& where);

// The votes on one target.
class Ballot {
 public:
  struct Votes {
    float kernel = 0.0F;      // weight of the recipes, exp(-distance / 0.1) each
    float exact = 0.0F;       // papers on this very target
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

  // Valid as long as this is.
  Ballot ballot(const SystemPoint& point) const;

 private:
  RecipeVotesData data_;
  std::vector<std::size_t> starts_;  // of a system's amounts
};

}  // namespace matroute
