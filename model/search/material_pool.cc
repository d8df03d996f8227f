// Which precursors a search may choose from.
#include "model/search/material_pool.h"

#include <algorithm>

namespace matroute {

MaterialPool::MaterialPool(const Vocabulary& vocabulary, const Constraints& constraints)
    : vocabulary_(vocabulary), constraints_(constraints) {
  for (const Material& material : vocabulary.materials) materials_.push_back(&material);
  allowed_.assign(materials_.size(), constraints.stock ? 0 : 1);
  if (constraints.stock) take_stock();
  forbid();
  if (constraints.stock) {
    for (auto& list : stock_) std::erase_if(list, [this](std::uint32_t id) { return !allowed(id); });
  }
  take_required();
}

std::uint32_t MaterialPool::id_of(const Material& material) {
  if (const auto known = vocabulary_.ids.find(material.key); known != vocabulary_.ids.end()) return known->second;
  const auto [extra, fresh] = extra_ids_.emplace(material.key, static_cast<std::uint32_t>(materials_.size()));
  if (fresh) {
    materials_.push_back(&material);
    allowed_.push_back(0);
  }
  return extra->second;
}

// Of two stock entries with the same identity, such as a salt and its hydrate, the first is used.
void MaterialPool::take_stock() {
  stock_.resize(kElementCount + 1);
  for (const Material& material : *constraints_.stock) {
    const std::uint32_t id = id_of(material);
    if (allowed_[id] != 0) continue;
    allowed_[id] = 1;
    materials_[id] = &material;
    for (std::size_t e = 1; e <= kElementCount; ++e) {
      if (material.elements.test(e)) stock_[e].push_back(id);
    }
  }
  for (auto& list : stock_) std::sort(list.begin(), list.end());
}

void MaterialPool::forbid() {
  if (constraints_.forbidden_elements.any()) {
    for (std::size_t id = 0; id < materials_.size(); ++id) {
      if ((materials_[id]->elements & constraints_.forbidden_elements).any()) allowed_[id] = 0;
    }
  }
  for (const CompositionKey& key : constraints_.forbidden_precursors) {
    if (const auto known = vocabulary_.ids.find(key); known != vocabulary_.ids.end()) allowed_[known->second] = 0;
    if (const auto extra = extra_ids_.find(key); extra != extra_ids_.end()) allowed_[extra->second] = 0;
  }
}

void MaterialPool::take_required() {
  for (const Material& material : constraints_.required_precursors) {
    const std::uint32_t id = id_of(material);
    if (std::find(seeds_.begin(), seeds_.end(), id) != seeds_.end()) continue;
    const auto& forbidden = constraints_.forbidden_precursors;
    const bool is_forbidden = (material.elements & constraints_.forbidden_elements).any() ||
                              std::find(forbidden.begin(), forbidden.end(), material.key) != forbidden.end();
    if (is_forbidden)
      contradiction_ = material.formula.text + " is both required and forbidden";
    else if (has_stock() && !allowed(id))
      contradiction_ = material.formula.text + " is required but not in the stock";
    if (!has_stock()) materials_[id] = &material;  // in the form of the user; with a stock, in the form of the stock
    seeds_.push_back(id);
    seed_elements_ |= material.elements;
  }
}

}  // namespace matroute
