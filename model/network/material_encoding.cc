// Precursors to numbers.
#include "model/network/material_encoding.h"

#include <cmath>

#include "chem/features.h"
#include "chem/precursor_traits.h"

namespace matroute {
namespace {

constexpr std::size_t kTraits = 6;

}  // namespace

std::size_t material_feature_count() {
  return feature_names().size() + kElementCount + kTraits + kMaterialCountFeatures;
}

std::vector<float> encode_material(const Material& material, const MaterialCounts& counts) {
  const Composition composition = material.formula.anhydrous();
  std::vector<float> numbers = composition_features(composition);
  numbers.reserve(material_feature_count());
  double total = 0.0;
  for (const ElementAmount& item : composition) total += item.amount.to_double();
  const std::size_t shares = numbers.size();
  numbers.resize(shares + kElementCount);
  for (const ElementAmount& item : composition) {
    numbers[shares + atomic_number(item.element) - 1] = static_cast<float>(item.amount.to_double() / total);
  }
  const PrecursorTraits traits = traits_of(material.formula);
  for (const bool trait :
       {traits.nitrate, traits.amine, traits.nitride, traits.reductant, traits.oxygen_rich, traits.carbon_reductant}) {
    numbers.push_back(trait ? 1.0F : 0.0F);
  }
  for (const float count : counts) numbers.push_back(std::log1p(count));
  return numbers;
}

}  // namespace matroute
