// A recipe as recorded: which target was made from which precursors, how, where and when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chem/synthesis.h"

namespace matroute {

struct RecipeStep {
  StepType type = StepType::kOther;
  std::optional<float> temperature_degc;  // highest stated
  std::optional<float> time_h;            // longest stated
  std::string atmosphere;                 // as written; empty where not stated
};

struct Recipe {
  std::string target;                   // formula text without variables or acronyms
  std::vector<std::string> precursors;  // formula texts, mended
  Method method = Method::kSolidState;
  std::string doi;          // lower-cased; empty where not stated
  std::optional<int> year;  // of publication
  float weight = 1.0F;      // 1 / number of targets of the record it comes from
  std::vector<RecipeStep> steps;
};

}  // namespace matroute
