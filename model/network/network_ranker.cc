// Batches of targets through the networks.
#include "model/network/network_ranker.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/parallel_for.h"
#include "model/counting/refusal.h"
#include "model/network/candidates.h"
#include "model/network/network_beam.h"
#include "model/search/anion_context.h"

namespace matroute {
namespace {

// The name of a tensor of SetStatistics::Data in the re-ranker's file.
std::string statistics_name(const std::string& name) { return "statistics." + name; }

// A network's beam is so much narrower than that of counts, whose scores say less.
constexpr std::size_t kWidthShare = 6;
// Targets that share one list of columns.
constexpr std::size_t kCpuBatch = 24;
constexpr std::size_t kGpuBatch = 256;

// One session per member.
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

MaterialBatch material_batch(const MaterialPool& pool, std::span<const float> vocabulary_features,
                             std::size_t vocabulary_size) {
  MaterialBatch batch;
  batch.features.assign(vocabulary_features.begin(), vocabulary_features.end());
  for (std::size_t id = 0; id < pool.size(); ++id) {
    const bool known = id < vocabulary_size;
    batch.identity.push_back(known ? static_cast<std::int64_t>(id) : -1);
    if (known) continue;
    const auto numbers = encode_material(pool.material(static_cast<std::uint32_t>(id)), {});
    batch.features.insert(batch.features.end(), numbers.begin(), numbers.end());
  }
  return batch;
}

}  // namespace

std::vector<Tensor> to_tensors(const Reranker& network, const SetStatistics::Data& statistics) {
  std::vector<Tensor> tensors = network.weights();
  tensors.push_back(Tensor::of<float>(statistics_name("weights"), statistics.weights));
  tensors.push_back(Tensor::of<std::uint32_t>(statistics_name("pair_low"), statistics.pair_low));
  tensors.push_back(Tensor::of<std::uint32_t>(statistics_name("pair_high"), statistics.pair_high));
  tensors.push_back(Tensor::of<float>(statistics_name("pair_weights"), statistics.pair_weights));
  tensors.push_back(Tensor::of<float>(statistics_name("recipes"), std::span(&statistics.recipes, 1)));
  for (Tensor& tensor : to_tensors(statistics.votes, statistics_name("votes."))) tensors.push_back(std::move(tensor));
  return tensors;
}

namespace {

void require_pairs(const SetStatistics::Data& data, const std::string& where) {
  for (std::size_t i = 0; i < data.pair_low.size(); ++i) {
    const std::string pair = where + ": pair " + std::to_string(i);
    if (data.pair_low[i] >= data.pair_high[i] || data.pair_high[i] >= data.weights.size()) {
      throw Error(ErrorKind::kModel, pair + " names no two precursors");
    }
    if (i > 0 && std::tie(data.pair_low[i - 1], data.pair_high[i - 1]) >= std::tie(data.pair_low[i], data.pair_high[i]))
      throw Error(ErrorKind::kModel, pair + " is not in ascending order");
  }
}

}  // namespace

RerankerParts reranker_from_tensors(std::vector<Tensor> tensors, std::size_t materials, const std::string& where) {
  SetStatistics::Data data;
  data.weights = values_of<float>(tensors, statistics_name("weights"), where);
  data.pair_low = values_of<std::uint32_t>(tensors, statistics_name("pair_low"), where);
  data.pair_high = values_of<std::uint32_t>(tensors, statistics_name("pair_high"), where);
  data.pair_weights = values_of<float>(tensors, statistics_name("pair_weights"), where);
  const auto recipes = values_of<float>(tensors, statistics_name("recipes"), where);
  const bool sized = data.weights.size() == materials && data.pair_low.size() == data.pair_high.size() &&
                     data.pair_low.size() == data.pair_weights.size() && recipes.size() == 1;
  if (!sized) throw Error(ErrorKind::kModel, where + ": the statistics of precursors contradict each other");
  require_pairs(data, where);
  data.recipes = recipes.front();
  const auto negative = [](float weight) { return weight < 0.0F; };
  if (std::ranges::any_of(data.weights, negative) || std::ranges::any_of(data.pair_weights, negative) ||
      negative(data.recipes)) {
    throw Error(ErrorKind::kModel, where + ": a weight of recipes is negative");
  }
  data.votes = recipe_votes_from_tensors(tensors, statistics_name("votes."), materials, where);
  std::erase_if(tensors, [](const Tensor& tensor) { return tensor.name.starts_with(statistics_name("")); });
  RerankerParts parts{std::move(data), Reranker(0)};
  parts.network.set_weights(tensors, where);
  const auto not_positive = [](float factor) { return factor <= 0.0F; };
  if (std::ranges::any_of(values_of<float>(tensors, "sharpness", where), not_positive)) {
    throw Error(ErrorKind::kModel, where + ": a sharpness of probabilities is not positive");
  }
  return parts;
}

ElementWeights element_weights(const CountingData& data) {
  ElementWeights weights{};
  for (std::size_t r = 0; r < data.rows(); ++r) {
    weights[data.row_element[r]] += static_cast<double>(data.row_targets[r]);
  }
  return weights;
}

std::vector<float> encode_vocabulary(const Vocabulary& vocabulary, const CountingData& data) {
  // A precursor is counted once for each of its elements that the target holds: the largest of these is its weight.
  std::vector<std::array<std::array<float, kElementCount + 1>, kMethodCount>> weights(vocabulary.materials.size());
  for (std::size_t r = 0; r < data.rows(); ++r) {
    for (std::uint32_t i = data.row_ptr[r]; i < data.row_ptr[r + 1]; ++i) {
      weights[data.entry_material[i]][data.row_method[r]][data.row_element[r]] += data.entry_weight[i];
    }
  }
  std::vector<float> features;
  for (std::size_t id = 0; id < weights.size(); ++id) {
    MaterialCounts counts{};
    for (std::size_t m = 0; m < kMethodCount; ++m)
      counts[m] = *std::max_element(weights[id][m].begin(), weights[id][m].end());
    const auto numbers = encode_material(vocabulary.materials[id], counts);
    features.insert(features.end(), numbers.begin(), numbers.end());
  }
  return features;
}

NetworkRanker::NetworkRanker(const CountingData& data, std::vector<RouteNetwork> members,
                             std::optional<RerankerParts> reranker, double out_of_domain_below,
                             const std::string& where)
    : vocabulary_(make_vocabulary(data.materials, where)),
      tables_(data),
      weights_(element_weights(data)),
      features_(encode_vocabulary(vocabulary_, data)),
      members_(std::move(members)),
      out_of_domain_below_(out_of_domain_below) {
  const MaterialBatch materials =
      material_batch(MaterialPool(vocabulary_, {}), features_, vocabulary_.materials.size());
  for (const RouteNetwork& member : members_) {
    if (member.shape().materials != materials.materials()) {
      throw Error(ErrorKind::kModel, where + ": a network is for another number of precursors than model.json names");
    }
    material_tables_.emplace_back(member, materials);
  }
  if (reranker) {
    statistics_.emplace(std::move(reranker->statistics));
    reranker_.emplace(std::move(reranker->network));
  }
}

NetworkRanker::~NetworkRanker() = default;

bool NetworkRanker::out_of_domain(const Formula& target) const {
  return tables_.least_seen(target) <= out_of_domain_below_;
}

std::vector<SetList> NetworkRanker::featurize(std::span<const Formula> targets,
                                              std::span<const std::vector<BalancedPrecursors>> sets,
                                              const SetStatistics& statistics) const {
  const SetFeaturizer featurizer(vocabulary_, tables_, statistics);
  std::vector<SetList> lists(targets.size());
  parallel_for(targets.size(), 8, [&](std::size_t i) { lists[i] = featurizer.featurize(targets[i], sets[i]); });
  return lists;
}

std::vector<std::vector<double>> NetworkRanker::rescore(std::span<const Formula> targets,
                                                        std::span<const std::vector<BalancedPrecursors>> sets) const {
  return reranker_->probabilities(featurize(targets, sets, *statistics_));
}

// The targets of one batch that can be searched, and the columns that they share.
class NetworkRanker::Batch {
 public:
  Batch(const NetworkRanker& ranker, const MaterialPool& pool, const CandidateIndex& index)
      : ranker_(ranker), pool_(pool), index_(index) {}

  // Empty where the target can be searched; else why it cannot.
  std::string add(std::size_t position, const Formula& target) {
    if (target_elements(target, TargetElements::kFull).count() > kMaxTokens) {
      return target.text + " holds more than " + std::to_string(kMaxTokens) + " elements";
    }
    auto encoding = std::make_unique<TargetEncoding>(encode_target(target, ranker_.weights_));
    std::string message = refusal(target, encoding->all, pool_, ranker_.tables_);
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
        return no_precursor(target, element);
      }
    }
    positions_.push_back(position);
    encodings_.push_back(std::move(encoding));
    targets_.push_back(std::move(beam));
    return {};
  }

  void search(std::span<const MaterialTable> tables, const SearchLimits& limits, std::span<RankedSets> results) {
    if (targets_.empty()) return;
    number_columns();
    std::vector<const TargetEncoding*> encodings;
    for (const auto& encoding : encodings_) encodings.push_back(encoding.get());
    const std::vector<std::int64_t> columns(ids_.begin(), ids_.end());
    std::vector<ElementSet> elements;
    for (const std::uint32_t id : ids_) elements.push_back(pool_.material(id).elements);
    const EnsembleScorer scorer(ranker_.members_, tables, encodings, columns);
    NetworkBeamOptions options;
    options.width = std::max<std::size_t>(limits.beam_width / kWidthShare, 1);
    options.prune = limits.prune;
    const auto found = search_sets(scorer, targets_, elements, options);
    for (std::size_t t = 0; t < found.size(); ++t) results[positions_[t]] = ranked(found[t]);
  }

 private:
  std::string no_precursor(const Formula& target, Element element) const {
    const std::string what = "precursor of " + std::string(symbol(element));
    if (!index_.knows(element)) {
      return pool_.has_stock() ? "the stock holds no " + what : "the model knows no " + what;
    }
    if (!index_.holding(element, ElementSet().set()).empty()) {
      return "every known " + what + " brings elements that " + target.text + " does not hold";
    }
    return "every usable " + what + " is forbidden";
  }

  // From ids to columns, in place; columns rise with the ids.
  void number_columns() {
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

  RankedSets ranked(const NetworkSets& found) const {
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

  const NetworkRanker& ranker_;
  const MaterialPool& pool_;
  const CandidateIndex& index_;
  std::vector<std::size_t> positions_;
  std::vector<std::unique_ptr<TargetEncoding>> encodings_;
  std::vector<BeamTarget> targets_;
  std::vector<std::uint32_t> ids_;  // by column
};

// The network among the precursors that the constraints leave.
class NetworkRanker::Constrained : public ConstrainedRanker {
 public:
  Constrained(const NetworkRanker& ranker, const Constraints& constraints)
      : ranker_(ranker), pool_(ranker.vocabulary_, constraints), index_(pool_) {
    if (pool_.size() == ranker.vocabulary_.materials.size()) return;
    const MaterialBatch materials = material_batch(pool_, ranker.features_, ranker.vocabulary_.materials.size());
    for (const RouteNetwork& member : ranker.members_) extended_.emplace_back(member, materials);
  }

  std::vector<RankedSets> rank(std::span<const Formula> targets, const SearchLimits& limits) const override {
    std::vector<RankedSets> results(targets.size());
    const std::size_t size = batch();
    for (std::size_t first = 0; first < targets.size(); first += size) {
      Batch batch(ranker_, pool_, index_);
      for (std::size_t i = first; i < std::min(first + size, targets.size()); ++i) {
        results[i].complete = true;
        results[i].message = batch.add(i, targets[i]);
      }
      batch.search(extended_.empty() ? ranker_.material_tables_ : extended_, limits, results);
    }
    return results;
  }

  std::size_t batch() const override { return ranker_.members_.front().on_gpu() ? kGpuBatch : kCpuBatch; }

 private:
  const NetworkRanker& ranker_;
  MaterialPool pool_;
  CandidateIndex index_;
  std::vector<MaterialTable> extended_;  // where the pool holds more than the vocabulary
};

std::unique_ptr<ConstrainedRanker> NetworkRanker::under(const Constraints& constraints) const {
  return std::make_unique<Constrained>(*this, constraints);
}

}  // namespace matroute
