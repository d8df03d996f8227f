// Beam search over the elements of a target: each step finds a precursor for one element, and orders that lead to the
// same set are merged. The search knows nothing of counts or formulas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "chem/element.h"

namespace matroute {

struct BeamCandidate {
  std::uint32_t material = 0;
  double log_probability = 0.0;
  ElementSet elements;  // that the material brings
};

struct BeamStep {
  Element element = Element::kNone;
  std::vector<BeamCandidate> candidates;  // best first
};

struct BeamProblem {
  std::vector<std::uint32_t> seeds;  // ids that every set holds, distinct
  ElementSet seed_elements;          // of the seeds: they need no further source, but may get one
  ElementSet required;               // elements that every set holds
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

// Added to a set's log-score for a second source of an element that a seed holds already.
inline constexpr double kSecondSourceLogPenalty = -3.0;

// A set's score is the sum of the log-probabilities of the precursors that the steps added, in the best order found; a
// step whose element the set covers already adds nothing. No sets are found where none holds the required elements.
// Thread-safe.
BeamResult search_sets(const BeamProblem& problem);

}  // namespace matroute
