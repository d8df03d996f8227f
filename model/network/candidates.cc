// Candidates by element.
#include "model/network/candidates.h"

#include <algorithm>

namespace matroute {

CandidateIndex::CandidateIndex(const MaterialPool& pool) : pool_(pool) {
  if (pool.has_stock()) {
    for (const Material& material : *pool.constraints().stock) known_ |= material.elements;
  }
  for (std::uint32_t id = 0; id < pool.size(); ++id) {
    const ElementSet sources = pool.material(id).elements & ~ambient_elements();
    if (!pool.has_stock()) known_ |= sources;
    if (!pool.allowed(id)) continue;
    if (sources.none() && !is_common_gas(pool.material(id).key)) by_element_[0].push_back(id);
    for (std::size_t e = 1; e <= kElementCount; ++e) {
      if (sources.test(e)) by_element_[e].push_back(id);
    }
  }
}

std::vector<std::uint32_t> CandidateIndex::holding(Element element, const ElementSet& usable) const {
  const std::vector<std::uint32_t>& all = by_element_[atomic_number(element)];
  std::vector<std::uint32_t> ids;
  ids.reserve(all.size());
  for (const std::uint32_t id : all) {
    if ((pool_.material(id).elements & ~usable).none()) ids.push_back(id);
  }
  return ids;
}

std::vector<std::uint32_t> CandidateIndex::within(const ElementSet& usable) const {
  std::vector<std::uint32_t> ids = by_element_[0];
  const ElementSet sources = usable & ~ambient_elements();
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (!sources.test(e)) continue;
    const auto found = holding(static_cast<Element>(e), usable);
    ids.insert(ids.end(), found.begin(), found.end());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace matroute
