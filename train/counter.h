// Counts recipes into the tables of the counting model.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "chem/composition_key.h"
#include "datasets/recipes/recipe.h"
#include "model/counting/counting_data.h"
#include "model/search/target.h"
#include "train/printed_form.h"

namespace matroute {

class RecipeCounter {
 public:
  explicit RecipeCounter(TargetElements elements) : elements_(elements) {}

  // Recipes with a formula that cannot be read, or without a precursor other than common gases, are not counted.
  // Formulas are read on all OpenMP threads.
  void add(std::span<const Recipe> recipes);

  std::uint64_t counted() const { return counted_; }
  std::uint64_t skipped() const { return skipped_; }

  // Precursors are numbered from the commonest on; up to rounding, the data do not depend on the order of the recipes.
  CountingData data() const;

 private:
  struct Precursor {
    double weight = 0.0;
    PrintedForms forms;
  };
  using RowId = std::tuple<std::uint8_t, AnionContext, std::uint8_t>;  // method, context, element
  struct Row {
    double targets = 0.0;
    std::map<std::size_t, double> precursors;  // position in precursors_ to weight
  };

  void count(const Formula& target, const std::vector<const Formula*>& precursors, const Recipe& recipe);
  std::size_t position_of(const CompositionKey& key);
  // Positions in precursors_, in the order of the ids.
  std::vector<std::size_t> commonest_first() const;

  TargetElements elements_;
  std::uint64_t counted_ = 0;
  std::uint64_t skipped_ = 0;
  std::vector<CompositionKey> keys_;  // by position
  std::vector<Precursor> precursors_;
  std::unordered_map<CompositionKey, std::size_t> positions_;
  std::map<RowId, Row> rows_;
  std::set<std::uint64_t> targets_;
  std::set<std::uint64_t> systems_;
};

}  // namespace matroute
