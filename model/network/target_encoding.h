// A target as the network reads it: its elements as tokens with their amounts, and the slots to fill.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/search/target.h"

namespace matroute {

// Goes into model files: changes whenever a number of a token, the order of the slots or what stands for dopants is
// computed differently. The features of the whole target have a version of their own, kFeatureVersion
// (chem/features.h).
inline constexpr int kTargetFeatureVersion = 1;

// Numbers per token: 6 for the amount, then those of chem/element_features.h.
inline constexpr std::size_t kTokenFeatures = 26;

// Numbers per target: the features of chem/features.h.
std::size_t target_feature_count();

struct TargetEncoding {
  std::vector<Element> elements;      // one token each, ascending atomic number; at most kMaxTokens
  std::vector<float> token_features;  // row-major [elements, kTokenFeatures]
  std::vector<float> features;        // [target_feature_count()]
  ElementSet all;                     // elements of the target without hydrate water, dopants included
  ElementSet sources;                 // elements that a precursor must be found for
  std::vector<std::uint8_t> slots;    // tokens of the sources, in the order in which they are filled
};

// By atomic number: weight of the recipes whose target holds the element. Slots are filled from the rarest element on.
using ElementWeights = std::array<double, kElementCount + 1>;

inline constexpr std::size_t kMaxTokens = 64;

// Throws Error (input) for more than kMaxTokens elements.
TargetEncoding encode_target(const Target& target, const ElementWeights& weights);

// Targets of one batch, padded to the longest.
struct TargetBatch {
  std::int64_t targets = 0;
  std::int64_t tokens = 0;             // of the target that has most
  std::vector<std::int64_t> elements;  // [targets, tokens], 0 where padded
  std::vector<float> token_features;   // [targets, tokens, kTokenFeatures]
  std::vector<float> features;         // [targets, target_feature_count()]
};

TargetBatch batch_targets(std::span<const TargetEncoding* const> targets);

}  // namespace matroute
