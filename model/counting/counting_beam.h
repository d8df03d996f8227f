// Beam search over the elements of a target: each step finds a precursor for one element, and orders that lead to the
// same set are merged. Knows nothing of counts or formulas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "chem/element.h"

namespace matroute {

struct BeamCandidate {
  std::uint32_t material = 0;
  double log_probability = 0.0;
  ElementSet elements;  // what it covers
};

struct BeamStep {
  Element element = Element::kNone;
  std::vector<BeamCandidate> candidates;  // best first
};

struct BeamProblem {
  std::vector<std::uint32_t> seeds;  // in every set, distinct
  ElementSet seed_elements;          // what the seeds hold: need no further source, but may get one
  ElementSet required;               // every set holds each of these elements
  std::vector<BeamStep> steps;
  std::size_t width = 120;  // partial sets kept after each step, for every choice of elements still required
};

struct BeamSet {
  std::vector<std::uint32_t> materials;  // ascending
  double log_score = 0.0;
};

struct BeamResult {
  std::vector<BeamSet> sets;  // best first; ties in the order in which they were found
  bool cut = false;           // the width left partial sets out
};

// A second source of an element that a seed holds already costs this much.
inline constexpr double kSecondSourceLogPenalty = -3.0;

// A set's score is the sum over the steps that added a precursor, in the best order found. An element that the set
// covers already adds nothing. Thread-safe.
BeamResult search_sets(const BeamProblem& problem);

}  // namespace matroute
