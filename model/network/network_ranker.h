// The network as a ranker: encode, search, and hand on sets with their probabilities.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "model/counting/counts.h"
#include "model/network/decoding_session.h"
#include "model/network/network_beam.h"
#include "model/search/ranker.h"

namespace matroute {

// The levels of the search, from fast to exhaustive.
inline constexpr std::array<NetworkBeamOptions, 4> kNetworkLevels = {{{.width = 20, .prune = -9},
                                                                      {.width = 50, .prune = -14},
                                                                      {.width = 200, .prune = -20},
                                                                      {.width = 1333, .prune = -1e30}}};

class NetworkRanker : public Ranker {
 public:
  // counts: of `data`. The networks are averaged, choice by choice; they may be on any device, all on the same. A
  // target is out of domain where one of its elements was seen in its anion context in no more than out_of_domain_below
  // recipes. Throws Error (model), naming `where`, where a network is for another vocabulary.
  NetworkRanker(std::shared_ptr<const Counts> counts, const CountingData& data, std::vector<RouteNetwork> members,
                double out_of_domain_below, const std::string& where);
  ~NetworkRanker() override;

  // A set's score is its log-probability. Without constraints the probabilities are the networks'.
  std::unique_ptr<ConstrainedRanker> under(const Constraints& constraints) const override;
  bool out_of_domain(const Target& target) const override;
  std::string name() const override { return "network"; }

  const Counts& counts() const { return *counts_; }

 private:
  class Constrained;

  std::shared_ptr<const Counts> counts_;
  ElementWeights weights_;
  std::vector<float> features_;  // of encode_vocabulary(): the numbers of all precursors of the vocabulary
  std::vector<RouteNetwork> members_;
  std::vector<MaterialTable> material_tables_;  // of the vocabulary, by member
  double out_of_domain_below_;
};

}  // namespace matroute
