// What the counting ranker looks up: probabilities of precursors per method and element, counts within an anion
// context, and how likely a method is. Derived from CountingData once, then only read.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "chem/synthesis.h"
#include "model/counting/counting_data.h"
#include "model/search/target.h"

namespace matroute {

inline constexpr std::size_t kMethodCount = kMethodNames.size();

// Weight, in recipes, of P(p | e) against the counts in the target's own context.
inline constexpr double kContextBackOff = 5.0;

class CountingTables {
 public:
  explicit CountingTables(const CountingData& data);

  // Precursors of one element in any context, ids ascending, with probabilities that sum to 1. Precursors that only
  // other methods use stand in the list with a small share. Spans stay valid as long as the tables.
  struct Share {
    std::span<const std::uint32_t> materials;
    std::span<const double> probabilities;
  };
  Share share(Method method, Element element) const;

  // Counts within one context, ids ascending; empty where nothing was seen.
  struct Counts {
    std::span<const std::uint32_t> materials;
    std::span<const float> weights;
    double total = 0.0;
  };
  Counts counts(Method method, AnionContext context, Element element) const;

  // Weight of the recipes by the method whose target holds the element.
  double target_weight(Method method, Element element) const;
  // Weight of the recipes, summed over the element's precursors and over all methods.
  double precursor_weight(Element element) const;
  // Weight of the recipes by all methods whose target is in the context and holds the element.
  double seen(AnionContext context, Element element) const;
  // The smallest seen() among the elements of the target that need a precursor; infinite where none does.
  double least_seen(const Target& target, TargetElements source = TargetElements::kFull) const;
  bool has_method(Method method) const;

  // P(method | anion context, elements), summing to 1; 0 for a method without recipes.
  std::array<double, kMethodCount> method_probabilities(AnionContext context, const ElementSet& sources) const;

 private:
  static constexpr std::size_t kElements = kElementCount + 1;
  struct List {
    std::vector<std::uint32_t> materials;
    std::vector<double> probabilities;
  };

  std::int32_t row(Method method, AnionContext context, Element element) const;
  double row_weight(Method method, AnionContext context, std::size_t element) const;
  void index_rows();
  void share_out();

  CountingData data_;                                   // without the texts of materials and the hashes
  std::vector<std::int32_t> context_slot_;              // method * kAnionContexts + context to slot; -1: none
  std::vector<std::int32_t> slot_rows_;                 // slot * kElements + element to row; -1: none
  std::vector<double> row_totals_;                      // sum of the entries of a row
  std::array<std::vector<List>, kMethodCount> shares_;  // by element
  std::array<std::array<double, kElements>, kMethodCount> target_weights_{};  // element 0: all targets
  std::array<double, kElements> precursor_weights_{};
};

}  // namespace matroute
