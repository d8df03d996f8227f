// A ranker with known answers, for tests of what stands around it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/search/ranker.h"
#include "tests/model/search/function_ranker.h"

namespace matroute {

// Proposes the same sets for every target, with falling probabilities; throws for targets that hold `poison`.
class FixedRanker : public Ranker {
 public:
  explicit FixedRanker(const std::vector<std::vector<std::string>>& sets, Element poison = Element::kNone)
      : poison_(poison) {
    for (const auto& set : sets) {
      auto& materials = sets_.emplace_back();
      for (const std::string& text : set) materials.push_back(std::make_unique<Material>(make_material(text)));
    }
  }

  std::unique_ptr<ConstrainedRanker> under(const Constraints&) const override {
    return std::make_unique<FunctionRanker>(
        [this](std::span<const Target* const> targets, std::size_t) { return answers(targets); });
  }

  bool out_of_domain(const Target& target) const override { return target.formula.composition.contains(Element::Cl); }

  std::string name() const override { return "fixed"; }

 private:
  std::vector<RankedSets> answers(std::span<const Target* const> targets) const {
    std::vector<RankedSets> all;
    for (const Target* target : targets) {
      if (target->formula.composition.contains(poison_)) throw Error(ErrorKind::kInternal, "poisoned");
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
  Element poison_;
};

}  // namespace matroute
