// The precursors that a slot may be filled with.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/search/material_pool.h"

namespace matroute {

// An index is built once per pool; the pool must outlive it. Thread-safe after construction.
class CandidateIndex {
 public:
  explicit CandidateIndex(const MaterialPool& pool);

  // Ids of the allowed precursors that hold the element and nothing outside of usable, ascending.
  std::vector<std::uint32_t> holding(Element element, const ElementSet& usable) const;
  // Ids of all allowed precursors that hold nothing outside of usable, ascending.
  std::vector<std::uint32_t> within(const ElementSet& usable) const;
  // True where a precursor of the stock, or without a stock of the pool, holds the element, allowed or not.
  bool knows(Element element) const { return known_.test(atomic_number(element)); }

 private:
  const MaterialPool& pool_;
  // Ids of allowed precursors by atomic number; 0: those of H, C, N and O alone, common gases left out.
  std::array<std::vector<std::uint32_t>, kElementCount + 1> by_element_;
  ElementSet known_;
};

}  // namespace matroute
