// The precursors that a search may choose from: the model's vocabulary as the user's constraints leave it, with the
// stock's and the required precursors added.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/search/constraints.h"

namespace matroute {

class MaterialPool {
 public:
  // Vocabulary and constraints must outlive the pool.
  MaterialPool(const Vocabulary& vocabulary, const Constraints& constraints);
  MaterialPool(const Vocabulary& vocabulary, Constraints&& constraints) = delete;

  // Why no target has a route; empty where the constraints do not contradict each other.
  const std::string& contradiction() const { return contradiction_; }

  const Constraints& constraints() const { return constraints_; }
  bool has_stock() const { return constraints_.stock.has_value(); }
  std::size_t size() const { return materials_.size(); }
  // The material in the form in which it is to be printed. Ids from the vocabulary's size on are precursors that the
  // model has never seen.
  const Material& material(std::uint32_t id) const { return *materials_[id]; }
  bool allowed(std::uint32_t id) const { return allowed_[id] != 0; }
  // Ids of the allowed precursors of the stock that hold the element, ascending; only to be called where has_stock().
  const std::vector<std::uint32_t>& stock_of(Element element) const { return stock_[atomic_number(element)]; }
  // Ids of the required precursors, in the order of the constraints.
  const std::vector<std::uint32_t>& seeds() const { return seeds_; }
  const ElementSet& seed_elements() const { return seed_elements_; }

 private:
  std::uint32_t id_of(const Material& material);
  void forbid();
  void take_stock();
  void take_required();

  const Vocabulary& vocabulary_;
  const Constraints& constraints_;
  std::vector<const Material*> materials_;
  std::vector<std::uint8_t> allowed_;
  std::unordered_map<CompositionKey, std::uint32_t> extra_ids_;
  std::vector<std::vector<std::uint32_t>> stock_;
  std::vector<std::uint32_t> seeds_;
  ElementSet seed_elements_;
  std::string contradiction_;
};

}  // namespace matroute
