// Networks small enough to be tested number by number, over the precursors of small_model.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "chem/features.h"
#include "model/folder/model_folder.h"
#include "model/network/network_ranker.h"
#include "model/rerank/reranker_file.h"
#include "tests/model/counting/small_model.h"

namespace matroute::testing_models {

inline NetworkShape small_shape(std::int64_t materials) { return {materials, 8, 2, 2, 8}; }

inline RouteNetwork barium_titanate_network(std::uint64_t seed = 1) {
  return {small_shape(static_cast<std::int64_t>(barium_titanate_data().materials.size())), seed};
}

// TiO2 in every recipe, with BaCO3 in most.
inline SetStatistics::Data barium_titanate_pairs() {
  return {{9, 6, 2, 2, 1, 1}, {0, 0, 0}, {1, 2, 3}, {6, 2, 1}, 11, {}};
}

inline NetworkRanker network_ranker_of(std::vector<RouteNetwork> members) {
  const CountingData data = barium_titanate_data();
  return {std::make_shared<const Counts>(data, "test"), data, std::move(members), 0.0, "test"};
}

inline NetworkRanker barium_titanate_network_ranker(std::size_t members = 1) {
  std::vector<RouteNetwork> networks;
  for (std::size_t m = 0; m < members; ++m) networks.push_back(barium_titanate_network(m + 1));
  return network_ranker_of(std::move(networks));
}

// What a folder of one such network holds.
inline ModelInfo barium_titanate_card() {
  ModelInfo info;
  info.ranker = "network";
  info.created_by = "matroute test";
  info.features = {kFeatureVersion, kTargetFeatureVersion, kMaterialFeatureVersion, kSetFeatureVersion};
  info.vocabulary = barium_titanate_data().materials;
  info.options = {{"width", "8"},  {"layers", "2"},  {"heads", "2"},
                  {"hidden", "8"}, {"members", "1"}, {"out_of_domain_below", "0"}};
  return info;
}

inline std::vector<Tensor> barium_titanate_reranker_tensors() {
  return to_tensors(Reranker(1), barium_titanate_pairs());
}

inline ModelFiles barium_titanate_files() {
  return {{"counts.safetensors", write_safetensors(to_tensors(barium_titanate_data()))},
          {"network-0.safetensors", write_safetensors(barium_titanate_network().weights())},
          {"reranker.safetensors", write_safetensors(barium_titanate_reranker_tensors())}};
}

}  // namespace matroute::testing_models
