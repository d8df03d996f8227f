// The network under the constraints of one user.
#include "model/network/network_ranker.h"

#include <algorithm>

#include "base/error.h"
#include "model/network/network_batch.h"
#include "model/network/vocabulary_encoding.h"
#include "model/tensors/torch_errors.h"

namespace matroute {
namespace {

// Targets of one NetworkBatch, by the device of the networks.
constexpr std::size_t kCpuBatch = 24;
constexpr std::size_t kGpuBatch = 256;

}  // namespace

NetworkRanker::NetworkRanker(std::shared_ptr<const Counts> counts, const CountingData& data,
                             std::vector<RouteNetwork> members, double out_of_domain_below, const std::string& where)
    : counts_(std::move(counts)),
      weights_(element_weights(data)),
      features_(encode_vocabulary(counts_->vocabulary, data)),
      members_(std::move(members)),
      out_of_domain_below_(out_of_domain_below) {
  const Constraints none;
  const MaterialPool pool(counts_->vocabulary, none);
  const MaterialBatch materials = material_batch(pool, features_, counts_->vocabulary.materials.size());
  for (const RouteNetwork& member : members_) {
    if (member.shape().materials != materials.materials()) {
      throw Error(ErrorKind::kModel, where + ": a network is for another number of precursors than model.json names");
    }
    material_tables_.emplace_back(member, materials);
  }
}

NetworkRanker::~NetworkRanker() = default;

bool NetworkRanker::out_of_domain(const Target& target) const {
  return counts_->tables.least_seen(target) <= out_of_domain_below_;
}

// The ranker, limited to the precursors that the constraints allow.
class NetworkRanker::Constrained : public ConstrainedRanker {
 public:
  Constrained(const NetworkRanker& ranker, const Constraints& constraints)
      : ranker_(ranker), pool_(ranker.counts_->vocabulary, constraints), index_(pool_) {
    const std::size_t known = ranker.counts_->vocabulary.materials.size();
    if (pool_.size() == known) return;
    const MaterialBatch materials = material_batch(pool_, ranker.features_, known);
    for (const RouteNetwork& member : ranker.members_) extended_.emplace_back(member, materials);
  }
  // No copies: index_ points into pool_.
  Constrained(const Constrained&) = delete;
  Constrained& operator=(const Constrained&) = delete;

  std::size_t levels() const override { return kNetworkLevels.size(); }

  std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t level) const override {
    return with_torch_errors("the network's search", [&] { return rank_batches(targets, level); });
  }

  std::size_t preferred_batch() const override { return ranker_.members_.front().on_gpu() ? kGpuBatch : kCpuBatch; }

 private:
  std::vector<RankedSets> rank_batches(std::span<const Target* const> targets, std::size_t level) const {
    std::vector<RankedSets> results(targets.size());
    const std::size_t size = preferred_batch();
    for (std::size_t first = 0; first < targets.size(); first += size) {
      NetworkBatch batch(pool_, index_, ranker_.counts_->tables, ranker_.weights_);
      for (std::size_t i = first; i < std::min(first + size, targets.size()); ++i) {
        results[i].complete = true;
        results[i].message = batch.add(i, *targets[i]);
      }
      const auto& tables = extended_.empty() ? ranker_.material_tables_ : extended_;
      batch.search(ranker_.members_, tables, kNetworkLevels.at(level), results);
    }
    return results;
  }

  const NetworkRanker& ranker_;
  MaterialPool pool_;
  CandidateIndex index_;
  std::vector<MaterialTable> extended_;  // of the pool, by member; empty where the pool is the vocabulary
};

std::unique_ptr<ConstrainedRanker> NetworkRanker::under(const Constraints& constraints) const {
  return with_torch_errors("the network's table of precursors",
                           [&] { return std::make_unique<Constrained>(*this, constraints); });
}

}  // namespace matroute
