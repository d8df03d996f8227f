// Numbers that describe a composition to a model.
// After Ward et al. 2016 (Magpie), doi 10.1038/npjcompumats.2016.28; the descriptors are those of element_features.h.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "chem/composition.h"

namespace matroute {

// Goes into model files: changes whenever a feature here or in element_features.h is added, dropped, moved or computed
// differently.
inline constexpr int kFeatureVersion = 1;

// "mean electronegativity", ..., "norm 2", "fraction O", ...: one per composition feature.
const std::vector<std::string>& feature_names();

// Always finite; the same for any multiple of a composition and any order of its elements. An empty one is all 0.
std::vector<float> composition_features(const Composition& composition);

// Row-major, one row of feature_names().size() numbers per composition, in the order given; on all OpenMP threads, with
// the same numbers whatever their count.
std::vector<float> featurize(std::span<const Composition> compositions);

}  // namespace matroute
