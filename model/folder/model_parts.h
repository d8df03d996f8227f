// What a network model consists of, and how it stands in the files of a model folder.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "model/counting/counting_data.h"
#include "model/folder/model_folder.h"
#include "model/network/network.h"
#include "model/rerank/reranker_file.h"
#include "model/tensors/device.h"

namespace matroute {

struct NetworkParts {
  CountingData data;
  std::vector<RouteNetwork> members;
  std::optional<RerankerParts> reranker;
  double out_of_domain_below = 0.0;
};

// The counts that every model holds. Throws Error (model), naming `folder`, where they are not what the card says.
CountingData counting_data(const ModelInfo& info, const ModelFiles& files, const std::filesystem::path& folder);

// Throws Error (model), naming `folder`, where the files are not what the card says.
NetworkParts network_parts(const ModelInfo& info, const ModelFiles& files, const std::filesystem::path& folder,
                           const Device& device);

// Into files, and into those entries of the card that network_parts needs; there is at least one member, and a
// re-ranker.
void put_network_parts(const NetworkParts& parts, ModelInfo& info, ModelFiles& files);

}  // namespace matroute
