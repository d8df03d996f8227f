// What the network reads of targets and of precursors, number by number: a model that was trained on other numbers
// would answer wrongly without any fault to be seen.
#include <gtest/gtest.h>

#include "model/network/material_encoding.h"
#include "model/network/target_encoding.h"
#include "tests/model/golden.h"

namespace matroute {
namespace {

using testing_models::expect_golden;
using testing_models::golden_numbers;
using testing_models::golden_target;
using testing_models::GoldenVectors;

// All different, so that the order of the slots is theirs.
ElementWeights golden_weights() {
  ElementWeights weights{};
  for (std::size_t z = 1; z < weights.size(); ++z) weights[z] = static_cast<double>(z * 53 % 127);
  return weights;
}

TEST(GoldenEncoding, OfTargets) {
  GoldenVectors vectors;
  for (const std::string text : {"BaTiO3", "Li7La3Zr2O12", "Y3Al5O12:Ce0.06"}) {
    const TargetEncoding encoding = encode_target(golden_target(text), golden_weights());
    std::vector<double> elements;
    for (const Element element : encoding.elements) elements.push_back(static_cast<double>(atomic_number(element)));
    vectors.emplace_back(text + " elements", elements);
    vectors.emplace_back(text + " all", golden_numbers(encoding.all));
    vectors.emplace_back(text + " sources", golden_numbers(encoding.sources));
    vectors.emplace_back(text + " slots", golden_numbers(encoding.slots));
    vectors.emplace_back(text + " token_features", golden_numbers(encoding.token_features));
    vectors.emplace_back(text + " features", golden_numbers(encoding.features));
  }
  expect_golden("target_encoding.txt", vectors);
}

TEST(GoldenEncoding, OfMaterials) {
  GoldenVectors vectors;
  for (const std::string text : {"BaCO3", "La(NO3)3·6H2O", "NH4H2PO4"}) {
    const MaterialCounts counts = {120.0F, 7.5F, 0.0F};
    vectors.emplace_back(text, golden_numbers(encode_material(make_material(text), counts)));
  }
  expect_golden("material_encoding.txt", vectors);
}

}  // namespace
}  // namespace matroute
