// A precursor as the network reads it: numbers from its composition and how often recipes use it, so that a precursor
// that no recipe names can be scored too.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "chem/synthesis.h"
#include "model/search/material.h"

namespace matroute {

// Goes into model files: changes whenever a number here is added, dropped, moved or computed differently. The features
// of the composition have a version of their own, kFeatureVersion (chem/features.h).
inline constexpr int kMaterialFeatureVersion = 1;

// Weight of the recipes that name a precursor, by method.
using MaterialCounts = std::array<float, kMethodNames.size()>;

// Numbers per precursor: composition features, share of every element, traits, then the logarithm of the counts.
std::size_t material_feature_count();
// Numbers at the end that tell of counts and not of the substance.
inline constexpr std::size_t kMaterialCountFeatures = kMethodNames.size();

// The numbers of one precursor. Shape: [material_feature_count()]
std::vector<float> encode_material(const Material& material, const MaterialCounts& counts);

}  // namespace matroute
