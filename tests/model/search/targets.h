// Targets from text, and rankings of one call.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "model/search/ranker.h"

namespace matroute::testing_targets {

inline Target target_of(const std::string& text) { return make_target(parse_formula_or_throw(text)); }

inline std::vector<Target> targets_of(std::initializer_list<const char*> texts) {
  std::vector<Target> targets;
  for (const char* text : texts) targets.push_back(target_of(text));
  return targets;
}

inline std::vector<const Target*> pointers_to(std::span<const Target> targets) {
  std::vector<const Target*> pointers;
  for (const Target& target : targets) pointers.push_back(&target);
  return pointers;
}

}  // namespace matroute::testing_targets
