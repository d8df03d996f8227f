// Targets that are searched together: the columns that they share, and the search among them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/counting/counting_tables.h"
#include "model/network/candidates.h"
#include "model/network/decoding_session.h"
#include "model/network/network_beam.h"
#include "model/search/ranker.h"

namespace matroute {

// For use by one thread. The arguments of the constructor must outlive the batch.
class NetworkBatch {
 public:
  NetworkBatch(const MaterialPool& pool, const CandidateIndex& index, const CountingTables& tables,
               const ElementWeights& weights);

  // Adds a target, whose answer search() writes to results[position]. Returns why the target cannot be searched; empty
  // where it can.
  std::string add(std::size_t position, const Target& target);

  // Writes the answers for all targets added; to be called once. tables: of the pool's materials, one per member.
  void search(std::span<const RouteNetwork> members, std::span<const MaterialTable> tables,
              const NetworkBeamOptions& options, std::span<RankedSets> results);

 private:
  void number_columns();
  RankedSets ranked(const NetworkSets& found) const;

  const MaterialPool& pool_;
  const CandidateIndex& index_;
  const CountingTables& tables_;
  const ElementWeights& weights_;
  std::vector<std::size_t> positions_;
  std::vector<std::unique_ptr<TargetEncoding>> encodings_;
  std::vector<BeamTarget> targets_;
  std::vector<std::uint32_t> ids_;  // of the pool, by column
};

}  // namespace matroute
