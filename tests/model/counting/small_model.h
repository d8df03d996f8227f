// A counting model small enough to be worked out on paper.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/counting/counting_ranker.h"

namespace matroute::testing_models {

// Rows (method, context, element) with the weight of targets and of precursors by id.
struct SmallRow {
  Method method = Method::kSolidState;
  AnionContext context = 0;
  Element element = Element::kNone;
  float targets = 0.0F;
  std::map<std::uint32_t, float> precursors;
};

inline CountingData make_data(std::vector<std::string> materials, const std::vector<SmallRow>& rows) {
  CountingData data;
  data.materials = std::move(materials);
  data.row_ptr.push_back(0);
  for (const SmallRow& row : rows) {
    data.row_method.push_back(static_cast<std::uint8_t>(row.method));
    data.row_context.push_back(row.context);
    data.row_element.push_back(static_cast<std::uint8_t>(row.element));
    data.row_targets.push_back(row.targets);
    for (const auto& [material, weight] : row.precursors) {
      data.entry_material.push_back(material);
      data.entry_weight.push_back(weight);
    }
    data.row_ptr.push_back(static_cast<std::uint32_t>(data.entry_material.size()));
  }
  return data;
}

// Oxides of Ba and Ti: 8 solid-state recipes (BaCO3 6, BaO 2; TiO2 8), 2 sol-gel ones (Ba(CH3COO)2 2; TiO2 1,
// Ti(OC4H9)4 1). Li and Cl only in a chloride.
inline CountingData barium_titanate_data() {
  const AnionContext oxide = anion_context(parse_formula_or_throw("BaO").composition.elements());
  const AnionContext chloride = anion_context(parse_formula_or_throw("LiCl").composition.elements());
  return make_data({"TiO2", "BaCO3", "BaO", "Ba(CH3COO)2", "Ti(OC4H9)4", "LiCl"},
                   {{Method::kSolidState, oxide, Element::kNone, 8, {}},
                    {Method::kSolidState, oxide, Element::Ti, 8, {{0, 8}}},
                    {Method::kSolidState, oxide, Element::Ba, 8, {{1, 6}, {2, 2}}},
                    {Method::kSolidState, chloride, Element::kNone, 1, {}},
                    {Method::kSolidState, chloride, Element::Li, 1, {{5, 1}}},
                    {Method::kSolidState, chloride, Element::Cl, 1, {{5, 1}}},
                    {Method::kSolGel, oxide, Element::kNone, 2, {}},
                    {Method::kSolGel, oxide, Element::Ti, 2, {{0, 1}, {4, 1}}},
                    {Method::kSolGel, oxide, Element::Ba, 2, {{3, 2}}}});
}

inline CountingRanker counting_ranker_of(const CountingData& data) {
  return {std::make_shared<const Counts>(data, "test"), TargetElements::kFull};
}

inline CountingRanker barium_titanate_ranker() { return counting_ranker_of(barium_titanate_data()); }

}  // namespace matroute::testing_models
