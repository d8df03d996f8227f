// Sets to numbers for the re-ranker.
#include "model/rerank/set_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "chem/gases.h"
#include "chem/precursor_traits.h"

namespace matroute {
namespace {

constexpr float kLowestScore = -12.0F;
constexpr float kDoubt = 0.5F;  // added to the sum of votes, in recipes: few votes make small shares

enum Style : std::uint8_t {
  kOxide,
  kCarbonate,
  kNitrate,
  kHydroxide,
  kOrganic,
  kElemental,
  kHalide,
  kOtherStyle,
  kStyles
};

Style style_of(const Material& material) {
  const ElementSet ambient = material.elements & ambient_elements();
  const auto has = [&](Element e) { return material.elements.test(atomic_number(e)); };
  for (const Element e : {Element::F, Element::Cl, Element::Br, Element::I}) {
    if (has(e)) return kHalide;
  }
  if (ambient.none()) return material.elements.count() == 1 ? kElemental : kOtherStyle;
  if (has(Element::N)) return has(Element::O) ? kNitrate : kOtherStyle;
  if (has(Element::C)) return has(Element::H) ? kOrganic : has(Element::O) ? kCarbonate : kOtherStyle;
  if (has(Element::H)) return kHydroxide;
  return kOxide;
}

// Groups of gases that tell the same of a reaction.
enum GasGroup : std::uint8_t { kCarbonGas, kWater, kNitrogenGas, kHalogenGas, kSulfurGas, kOtherGas, kGasGroups };

GasGroup group_of(std::string_view formula) {
  if (formula == "CO2" || formula == "CO") return kCarbonGas;
  if (formula == "H2O") return kWater;
  if (formula == "NH3" || formula == "N2" || formula == "NO2" || formula == "NO") return kNitrogenGas;
  if (formula == "HCl" || formula == "HF" || formula == "HBr" || formula == "Cl2") return kHalogenGas;
  if (formula == "SO2" || formula == "SO3" || formula == "H2S") return kSulfurGas;
  return kOtherGas;
}

// Atoms of the elements that precursors must bring, per formula unit.
float source_atoms_of(const Target& target) {
  float atoms = 0.0F;
  for (const ElementAmount& item : target.formula.composition) {
    if (target.sources.test(atomic_number(item.element))) atoms += static_cast<float>(item.amount.to_double());
  }
  return atoms;
}

// Describes one set at a time; its numbers are appended to `out`.
class SetDescription {
 public:
  SetDescription(const Vocabulary& vocabulary, const CountingTables& tables, const SetStatistics& statistics,
                 const Target& target, const BalancedPrecursors& set)
      : vocabulary_(vocabulary), tables_(tables), statistics_(statistics), target_(target), set_(set) {
    ids_.reserve(set.set.precursors.size());
    for (const Material* precursor : set.set.precursors) {
      const auto known = vocabulary.ids.find(precursor->key);
      ids_.push_back(known == vocabulary.ids.end() ? kUnknown : known->second);
    }
  }

  struct CountScores {
    float least = 0.0F;
    float mean = 0.0F;
  };

  // log s(p | e, g) of the counting ranker for the best source of every element.
  CountScores count_scores() const {
    CountScores scores;
    std::size_t elements = 0;
    for (std::size_t e = 1; e <= kElementCount; ++e) {
      if (!target_.sources.test(e)) continue;
      float best = kLowestScore;
      for (std::size_t i = 0; i < ids_.size(); ++i) {
        if (set_.set.precursors[i]->elements.test(e))
          best = std::max(best, count_score(ids_[i], static_cast<Element>(e)));
      }
      scores.least = std::min(scores.least, best);
      scores.mean += best;
      ++elements;
    }
    if (elements > 0) scores.mean /= static_cast<float>(elements);
    return scores;
  }

  void append_shape(std::vector<float>& out) const {
    float ambient_only = 0.0F;
    float shared = 0.0F;
    for (const Material* precursor : set_.set.precursors) {
      const std::size_t sources = (precursor->elements & target_.sources).count();
      if (sources == 0) ambient_only += 1.0F;
      if (sources > 1) shared += static_cast<float>(sources - 1);
    }
    const auto size = static_cast<float>(set_.set.precursors.size());
    out.insert(out.end(), {size - static_cast<float>(target_.sources.count()), ambient_only, shared});
  }

  void append_reaction(std::vector<float>& out) const {
    std::array<float, kGasGroups> gases{};
    float taken_up = 0.0F;
    const float atoms = std::max(source_atoms_of(target_), 1e-3F);
    for (const ReactionComponent& component : set_.reaction.components) {
      const float amount = static_cast<float>(component.coefficient.to_double()) / atoms;
      if (component.role == Role::kConsumed && component.formula != "O2") taken_up += amount;
      if (component.role == Role::kByproduct && component.formula != "O2") gases[group_of(component.formula)] += amount;
    }
    const float oxygen = static_cast<float>(set_.reaction.oxygen_given_off.to_double()) / atoms;
    out.insert(out.end(), {std::max(oxygen, 0.0F), std::max(-oxygen, 0.0F), oxygen > 1e-6F ? 1.0F : 0.0F,
                           oxygen < -1e-6F ? 1.0F : 0.0F, taken_up});
    for (const float amount : gases) out.push_back(std::log1p(amount));
    out.push_back(static_cast<float>(set_.reaction.degrees_of_freedom));
    out.push_back(static_cast<float>(set_.reaction.warnings.size()));
  }

  void append_use(std::vector<float>& out) const {
    float least = std::numeric_limits<float>::max();
    float sum = 0.0F;
    for (const std::uint32_t id : ids_) {
      const float weight = std::log1p(id == kUnknown ? 0.0F : statistics_.weight(id));
      least = std::min(least, weight);
      sum += weight;
    }
    float least_affinity = 0.0F;
    float affinities = 0.0F;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      for (std::size_t j = i + 1; j < ids_.size(); ++j) {
        if (ids_[i] == kUnknown || ids_[j] == kUnknown) continue;
        const float affinity = statistics_.affinity(ids_[i], ids_[j]);
        least_affinity = std::min(least_affinity, affinity);
        affinities += affinity;
        ++pairs;
      }
    }
    out.insert(out.end(), {ids_.empty() ? 0.0F : least, sum / std::max(1.0F, static_cast<float>(ids_.size())),
                           least_affinity, affinities / std::max(1.0F, static_cast<float>(pairs))});
  }

  // Appends the votes of recipes for targets of the same chemical system.
  void append_votes(const Ballot& ballot, std::vector<float>& out) const {
    std::vector<std::uint32_t> ids = ids_;
    std::sort(ids.begin(), ids.end());
    const Ballot::ByMethod votes = ballot.of(ids);
    for (const std::size_t method : {static_cast<std::size_t>(set_.set.method), kMethodCount}) {
      const Ballot::Votes& total = ballot.total()[method];
      out.push_back(votes[method].kernel / (total.kernel + kDoubt));
      out.push_back(votes[method].exact / (total.exact + kDoubt));
      out.push_back(votes[method].similarity);
    }
  }

  void append_style(std::vector<float>& out) const {
    std::array<float, kStyles> shares{};
    for (const Material* precursor : set_.set.precursors) {
      shares[style_of(*precursor)] += 1.0F / static_cast<float>(set_.set.precursors.size());
    }
    out.insert(out.end(), shares.begin(), shares.end());
    out.push_back(*std::max_element(shares.begin(), shares.end()));
  }

 private:
  static constexpr std::uint32_t kUnknown = ~std::uint32_t{0};

  float count_score(std::uint32_t id, Element element) const {
    if (id == kUnknown) return kLowestScore;
    const auto share = tables_.share(set_.set.method, element);
    const auto counts = tables_.counts(set_.set.method, target_.context, element);
    const auto value = [id](std::span<const std::uint32_t> ids, const auto& values) {
      const auto at = std::lower_bound(ids.begin(), ids.end(), id);
      return at != ids.end() && *at == id ? static_cast<double>(values[static_cast<std::size_t>(at - ids.begin())])
                                          : 0.0;
    };
    const double score =
        (value(counts.materials, counts.weights) + kContextBackOff * value(share.materials, share.probabilities)) /
        (counts.total + kContextBackOff);
    return score > 0.0 ? std::max(kLowestScore, static_cast<float>(std::log(score))) : kLowestScore;
  }

  const Vocabulary& vocabulary_;
  const CountingTables& tables_;
  const SetStatistics& statistics_;
  const Target& target_;
  const BalancedPrecursors& set_;
  std::vector<std::uint32_t> ids_;
};

float clamped(double log_probability) { return static_cast<float>(std::max(log_probability, -30.0)); }

}  // namespace

SetFeaturizer::SetFeaturizer(const Vocabulary& vocabulary, const CountingTables& tables,
                             const SetStatistics& statistics)
    : vocabulary_(vocabulary), tables_(tables), statistics_(statistics) {}

SetList SetFeaturizer::featurize(const Target& target, std::span<const BalancedPrecursors> sets) const {
  SetList list;
  list.sets = sets.size();
  if (sets.empty()) {
    list.list_features.assign(kListFeatures, 0.0F);
    return list;
  }
  list.method = sets.front().set.method;
  std::vector<SetDescription> descriptions;
  std::vector<SetDescription::CountScores> counts;
  descriptions.reserve(sets.size());
  counts.reserve(sets.size());
  list.set_features.reserve(sets.size() * kSetFeatures);
  float best_least = kLowestScore;
  float best_mean = kLowestScore;
  double total = 0.0;
  for (const BalancedPrecursors& set : sets) {
    descriptions.emplace_back(vocabulary_, tables_, statistics_, target, set);
    counts.push_back(descriptions.back().count_scores());
    best_least = std::max(best_least, counts.back().least);
    best_mean = std::max(best_mean, counts.back().mean);
    total += set.set.probability;
  }
  const Ballot ballot = statistics_.votes().ballot(system_point(target));
  const float best = clamped(sets.front().set.log_score);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    auto& out = list.set_features;
    const float score = clamped(sets[i].set.log_score);
    out.insert(out.end(), {score, score - best, std::log1p(static_cast<float>(i)), counts[i].least, counts[i].mean,
                           counts[i].least - best_least, counts[i].mean - best_mean,
                           sets[i].set.method == Method::kSolGel ? 1.0F : 0.0F});
    descriptions[i].append_shape(out);
    descriptions[i].append_reaction(out);
    descriptions[i].append_use(out);
    descriptions[i].append_style(out);
    descriptions[i].append_votes(ballot, out);
    if (out.size() != (i + 1) * kSetFeatures) throw Error(ErrorKind::kInternal, "a set has another number of features");
  }
  float rarest = std::numeric_limits<float>::max();
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (!target.sources.test(e)) continue;
    const auto element = static_cast<Element>(e);
    rarest = std::min(rarest, static_cast<float>(std::log1p(tables_.precursor_weight(element))));
  }
  const float second = sets.size() > 1 ? clamped(sets[1].set.log_score) : -30.0F;
  list.list_features = {static_cast<float>(std::log(std::max(total, 1e-12))),
                        best,
                        best - second,
                        static_cast<float>(target.sources.count()),
                        std::log1p(static_cast<float>(sets.size())),
                        best_least,
                        best_mean,
                        rarest,
                        tables_.least_seen(target) > 0 ? 0.0F : 1.0F,
                        list.method == Method::kSolGel ? 1.0F : 0.0F,
                        std::log1p(ballot.total()[kMethodCount].kernel),
                        std::log1p(ballot.total()[kMethodCount].exact),
                        ballot.total()[kMethodCount].similarity};
  return list;
}

}  // namespace matroute
