// Beam search with a network: slots are filled one by one, then up to kMaxBeyond further precursors may follow. States
// that hold the same set are merged, so that a set's probability is the sum over the orders that lead to it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/network/decoding_session.h"

namespace matroute {

// The most precursors beyond the slots: second sources of an element, and precursors of H, C, N and O alone.
inline constexpr std::size_t kMaxBeyond = 3;

// Source of scores: one or more networks over the same columns.
class StateScorer {
 public:
  virtual ~StateScorer() = default;
  virtual std::size_t members() const = 0;
  // Shape: [targets, methods]
  virtual std::vector<float> method_log_probabilities(std::size_t member) const = 0;
  virtual StateScores scores(std::size_t member, const StateBatch& states) const = 0;
};

// One target of a batch. Columns number the precursors that any target of the batch may use.
struct BeamTarget {
  const TargetEncoding* encoding = nullptr;
  std::vector<std::vector<std::uint32_t>> slot_candidates;  // columns, ascending; one list per slot
  std::vector<std::uint32_t> beyond;                        // columns that may follow the slots, ascending
  std::vector<std::uint32_t> seeds;                         // columns that every set holds, ascending
  ElementSet required;                                      // elements that every set holds
  std::int64_t method = -1;                                 // -1: any
};

struct NetworkBeamOptions {
  std::size_t width = 20;    // states kept per target and step
  double prune = -9.0;       // states less likely than exp(prune) times the best one are dropped
  double method_cut = -7.0;  // methods with a lower log-probability are not searched
};

struct NetworkSet {
  std::vector<std::uint32_t> columns;                         // ascending
  std::array<double, kMethodNames.size()> log_probabilities;  // by method; -infinity: not reached by it
  double log_probability = 0.0;                               // over all methods
};

struct NetworkSets {
  std::vector<NetworkSet> sets;  // best first
  bool cut = false;              // states were dropped
};

// One answer per target, in order. elements: by column, those of the column's precursor.
std::vector<NetworkSets> search_sets(const StateScorer& scorer, std::span<const BeamTarget> targets,
                                     std::span<const ElementSet> elements, const NetworkBeamOptions& options);

// The next slot to fill: a position in encoding.slots, or the number of slots where `covered` holds the elements of
// all.
std::size_t next_slot(const TargetEncoding& encoding, const ElementSet& covered);

}  // namespace matroute
