// Which precursors a slot may be filled with.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/search/material_pool.h"

namespace matroute {

// Built once per pool; the pool must outlive it. Thread-safe after construction.
class CandidateIndex {
 public:
  explicit CandidateIndex(const MaterialPool& pool);

  // Ids of the allowed precursors that hold the element and nothing outside of usable, ascending.
  std::vector<std::uint32_t> holding(Element element, const ElementSet& usable) const;
  // Ids of all allowed precursors that hold nothing outside of usable, ascending.
  std::vector<std::uint32_t> within(const ElementSet& usable) const;
  // Some precursor of the stock, or of the pool where there is none, holds the element, allowed or not.
  bool knows(Element element) const { return known_.test(atomic_number(element)); }

 private:
  const MaterialPool& pool_;
  std::array<std::vector<std::uint32_t>, kElementCount + 1> by_element_;  // 0: those of H, C, N and O alone
  ElementSet known_;
};

}  // namespace matroute
