// A ranker with known answers, for tests of what stands around it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/search/ranker.h"

namespace matroute {

// Proposes the same sets for every target, with falling probabilities. `before` is called for each part of a batch,
// from several threads, and may throw.
class FixedRanker : public Ranker {
 public:
  using Before = std::function<void(std::span<const Target* const> targets)>;

  explicit FixedRanker(
      const std::vector<std::vector<std::string>>& sets, Before before = [](std::span<const Target* const>) {})
      : before_(std::move(before)) {
    for (const auto& set : sets) {
      auto& materials = sets_.emplace_back();
      for (const std::string& text : set) materials.push_back(std::make_unique<Material>(make_material(text)));
    }
  }

  std::unique_ptr<ConstrainedRanker> under(const Constraints&) const override {
    return std::make_unique<Constrained>(*this);
  }

  bool out_of_domain(const Target& target) const override { return target.formula.composition.contains(Element::Cl); }

  std::string name() const override { return "fixed"; }

 private:
  class Constrained : public ConstrainedRanker {
   public:
    explicit Constrained(const FixedRanker& ranker) : ranker_(ranker) {}
    std::size_t levels() const override { return 1; }
    std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t) const override {
      return ranker_.answers(targets);
    }

   private:
    const FixedRanker& ranker_;
  };

  std::vector<RankedSets> answers(std::span<const Target* const> targets) const {
    before_(targets);
    std::vector<RankedSets> all;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      RankedSets& answer = all.emplace_back();
      answer.complete = true;
      double probability = 0.5;
      for (const auto& set : sets_) {
        ScoredSet& scored = answer.sets.emplace_back();
        for (const auto& material : set) scored.precursors.push_back(material.get());
        scored.log_score = probability;
        scored.probability = probability;
        probability /= 2;
      }
    }
    return all;
  }

  std::vector<std::vector<std::unique_ptr<Material>>> sets_;
  Before before_;
};

}  // namespace matroute
