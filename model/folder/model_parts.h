// What a model consists of: parts, each with its tensors in files of the model folder.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/counting/counting_data.h"
#include "model/folder/model_info.h"
#include "model/network/network.h"
#include "model/rerank/reranker_file.h"
#include "model/tensors/device.h"

namespace matroute {

struct NetworkParts {
  CountingData data;                      // in every model
  std::vector<RouteNetwork> members;      // at least one in a network model, none in a counting model
  std::optional<RerankerParts> reranker;  // in a network model
  double out_of_domain_below = 0.0;       // in recipes; see NetworkRanker
};

// What a part is read with, beside its tensors.
struct PartContext {
  const ModelInfo& info;
  std::filesystem::path folder;  // names the model in messages
  Device device;
};

// A new head is a new row of model_parts(); models that lack it stay as they are.
struct ModelPart {
  enum class Need { kEveryModel, kNetworkModel, kOptional };

  std::string_view name;  // its tensors stand in NAME.safetensors
  Need need;
  bool by_member;            // its tensors stand in NAME-0.safetensors and so on, one file for each member
  FeatureVersions features;  // of this program; 0: the part does not depend on them

  // The tensors of the part, those of one member where by_member is set; empty where `parts` lack the part.
  std::vector<Tensor> (*to_tensors)(const NetworkParts& parts, std::size_t member);
  // Adds the part to `parts`, which hold the parts that stand before it in model_parts(). Throws Error (model), naming
  // `where`, for tensors that do not fit.
  void (*from_tensors)(const std::vector<Tensor>& tensors, const PartContext& context, const std::string& where,
                       NetworkParts& parts);
};

// All parts, in the order in which they are read.
std::span<const ModelPart> model_parts();

// The counts that every model holds, and its optional parts. Throws Error (model), naming `folder`, where the files are
// not what the card says, or where the model's methods or features are not those of this program.
NetworkParts counting_parts(const ModelInfo& info, const ModelFiles& files, const std::filesystem::path& folder);

// All parts of a network model; throws as counting_parts.
NetworkParts network_parts(const ModelInfo& info, const ModelFiles& files, const std::filesystem::path& folder,
                           const Device& device);

// Writes the parts into `files`, and into `info` the entries of the card that network_parts needs. parts: with at least
// one member and a re-ranker.
void put_network_parts(const NetworkParts& parts, ModelInfo& info, ModelFiles& files);

}  // namespace matroute
