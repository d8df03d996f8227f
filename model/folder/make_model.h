// From the card and the files of a model, whether stored in a folder or not yet, to a ranker.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "model/folder/model_info.h"
#include "model/search/ranker.h"
#include "model/search/rescorer.h"
#include "model/search/target.h"
#include "model/tensors/device.h"

namespace matroute {

// The targets that a model was trained on: hashes of their keys, and of their chemical systems; both ascending.
struct SeenTargets {
  std::vector<std::uint64_t> targets;
  std::vector<std::uint64_t> systems;
};

struct LoadOptions {
  // For comparisons: the elements of a target that the counting ranker looks at; other rankers do not heed them. Empty:
  // those that the model was trained with.
  std::optional<TargetElements> elements;
  Device device;               // where networks compute
  bool counting_only = false;  // make the counting ranker, whatever the ranker of the model
};

struct LoadedModel {
  ModelInfo info;
  std::unique_ptr<Ranker> ranker;
  std::unique_ptr<Rescorer> rescorer;  // null: the ranker's probabilities are final
  SeenTargets seen;
};

// `folder` names the model in messages. Throws Error (model) where the files are not what the card says, or the model
// needs features or methods that this program does not have, and Error (resource) where the memory does not suffice.
LoadedModel make_model(ModelInfo info, const ModelFiles& files, const std::filesystem::path& folder,
                       const LoadOptions& options = {});

// read_model (model_folder.h), then make_model.
LoadedModel load_model(const std::filesystem::path& folder, const LoadOptions& options = {});

}  // namespace matroute
