// The network at work: precursors worked out once, targets encoded once, and states scored step by step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/network/network.h"

namespace matroute {

// The decoder's vectors of precursors, worked out once for all sessions.
class MaterialTable {
 public:
  MaterialTable(const RouteNetwork& network, const MaterialBatch& materials);
  ~MaterialTable();
  MaterialTable(MaterialTable&&) noexcept;
  MaterialTable(const MaterialTable&) = delete;

 private:
  friend class DecodingSession;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Scores by state: those of state i begin at values[i * width], one number per column, then that of "no more
// precursors", then padding.
struct StateScores {
  std::vector<float> values;
  std::size_t width = 0;
};

// One batch of targets, encoded once and scored step by step. For use by one thread. On one machine every number of a
// target is the same, bit for bit, whichever other targets and columns the session has.
class DecodingSession {
 public:
  // targets: at least one. columns: rows of the table that can be chosen, in the order of the scores' columns.
  DecodingSession(const RouteNetwork& network, const MaterialTable& table,
                  std::span<const TargetEncoding* const> targets, std::span<const std::int64_t> columns);
  ~DecodingSession();
  DecodingSession(DecodingSession&&) noexcept;
  DecodingSession(const DecodingSession&) = delete;

  // Shape: [targets, methods]
  std::vector<float> method_log_probabilities() const;
  // states.chosen holds positions among the columns of the session.
  StateScores scores(const StateBatch& states) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matroute
