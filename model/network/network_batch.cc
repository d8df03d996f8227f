// Encoding, numbering of columns, and the beam over all targets of a batch.
#include "model/network/network_batch.h"

#include <algorithm>
#include <cmath>

#include "model/counting/refusal.h"

namespace matroute {
namespace {

// Scores of an ensemble, from one decoding session per member.
class EnsembleScorer : public StateScorer {
 public:
  EnsembleScorer(std::span<const RouteNetwork> members, std::span<const MaterialTable> tables,
                 std::span<const TargetEncoding* const> targets, std::span<const std::int64_t> columns) {
    for (std::size_t m = 0; m < members.size(); ++m) sessions_.emplace_back(members[m], tables[m], targets, columns);
  }
  std::size_t members() const override { return sessions_.size(); }
  std::vector<float> method_log_probabilities(std::size_t member) const override {
    return sessions_[member].method_log_probabilities();
  }
  StateScores scores(std::size_t member, const StateBatch& states) const override {
    return sessions_[member].scores(states);
  }

 private:
  std::vector<DecodingSession> sessions_;
};

}  // namespace

NetworkBatch::NetworkBatch(const MaterialPool& pool, const CandidateIndex& index, const CountingTables& tables,
                           const ElementWeights& weights)
    : pool_(pool), index_(index), tables_(tables), weights_(weights) {}

std::string NetworkBatch::add(std::size_t position, const Target& target) {
  if (target.elements.count() > kMaxTokens) {
    return target.text() + " holds more than " + std::to_string(kMaxTokens) + " elements";
  }
  auto encoding = std::make_unique<TargetEncoding>(encode_target(target, weights_));
  std::string message = refusal(target, encoding->all, pool_, tables_);
  if (!message.empty()) return message;
  const ElementSet usable = encoding->sources | ambient_elements() | pool_.constraints().required_elements;
  BeamTarget beam;
  beam.encoding = encoding.get();
  beam.required = pool_.constraints().required_elements;
  if (pool_.constraints().method) beam.method = static_cast<std::int64_t>(*pool_.constraints().method);
  beam.beyond = index_.within(usable);
  beam.seeds = pool_.seeds();
  std::sort(beam.seeds.begin(), beam.seeds.end());
  for (const std::uint8_t token : encoding->slots) {
    const Element element = encoding->elements[token];
    beam.slot_candidates.push_back(index_.holding(element, usable));
    if (beam.slot_candidates.back().empty() && !pool_.seed_elements().test(atomic_number(element))) {
      const bool allowed = !index_.holding(element, ElementSet().set()).empty();
      return no_precursor(target, element, {.known = index_.knows(element), .forbidden = !allowed}, pool_);
    }
  }
  positions_.push_back(position);
  encodings_.push_back(std::move(encoding));
  targets_.push_back(std::move(beam));
  return {};
}

void NetworkBatch::search(std::span<const RouteNetwork> members, std::span<const MaterialTable> tables,
                          const NetworkBeamOptions& options, std::span<RankedSets> results) {
  if (targets_.empty()) return;
  number_columns();
  std::vector<const TargetEncoding*> encodings;
  for (const auto& encoding : encodings_) encodings.push_back(encoding.get());
  const std::vector<std::int64_t> columns(ids_.begin(), ids_.end());
  std::vector<ElementSet> elements;
  for (const std::uint32_t id : ids_) elements.push_back(pool_.material(id).elements);
  const EnsembleScorer scorer(members, tables, encodings, columns);
  const auto found = search_sets(scorer, targets_, elements, options);
  for (std::size_t t = 0; t < found.size(); ++t) results[positions_[t]] = ranked(found[t]);
}

// Replaces the ids in targets_ by columns; a larger id has a larger column.
void NetworkBatch::number_columns() {
  for (const BeamTarget& target : targets_) {
    ids_.insert(ids_.end(), target.beyond.begin(), target.beyond.end());
    ids_.insert(ids_.end(), target.seeds.begin(), target.seeds.end());
  }
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  std::vector<std::uint32_t> column_of(pool_.size());
  for (std::uint32_t column = 0; column < ids_.size(); ++column) column_of[ids_[column]] = column;
  const auto renumber = [&](std::vector<std::uint32_t>& list) {
    for (std::uint32_t& id : list) id = column_of[id];
  };
  for (BeamTarget& target : targets_) {
    renumber(target.beyond);
    renumber(target.seeds);
    for (auto& list : target.slot_candidates) renumber(list);
  }
}

RankedSets NetworkBatch::ranked(const NetworkSets& found) const {
  RankedSets ranked;
  ranked.complete = !found.cut;
  ranked.sets.reserve(found.sets.size());
  for (const NetworkSet& set : found.sets) {
    ScoredSet scored;
    scored.precursors.reserve(set.columns.size());
    for (const std::uint32_t column : set.columns) scored.precursors.push_back(&pool_.material(ids_[column]));
    const auto likelier = std::max_element(set.log_probabilities.begin(), set.log_probabilities.end());
    scored.method = static_cast<Method>(likelier - set.log_probabilities.begin());
    scored.log_score = set.log_probability;
    scored.probability = std::exp(set.log_probability);
    ranked.sets.push_back(std::move(scored));
  }
  if (ranked.sets.empty()) {
    const ElementSet& required = pool_.constraints().required_elements;
    ranked.message = required.any() ? "no set of known precursors holds the required " + element_list(required)
                                    : "the model scores no set of precursors";
  }
  return ranked;
}

}  // namespace matroute
