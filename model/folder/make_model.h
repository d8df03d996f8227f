// From the card and the files of a model, in a folder or not yet, to a ranker that answers.
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

// What was trained on: sorted hashes of the keys of all targets, and of their chemical systems.
struct SeenTargets {
  std::vector<std::uint64_t> targets;
  std::vector<std::uint64_t> systems;
};

struct LoadOptions {
  // For comparisons, instead of what the model was trained with; only the counting ranker heeds it.
  std::optional<TargetElements> elements;
  Device device;               // where networks compute
  bool counting_only = false;  // the counting ranker that every model holds, whatever its own ranker
};

struct LoadedModel {
  ModelInfo info;
  std::unique_ptr<Ranker> ranker;
  std::unique_ptr<Rescorer> rescorer;  // null where the ranker's probabilities are the last word
  SeenTargets seen;
};

// `folder` names the model in messages. Throws Error (model) where the files are not what the card says, or the model
// needs features or methods that this program does not have, and Error (resource) where the memory does not suffice.
LoadedModel make_model(ModelInfo info, const ModelFiles& files, const std::filesystem::path& folder,
                       const LoadOptions& options = {});

// read_model (model_folder.h), then make_model.
LoadedModel load_model(const std::filesystem::path& folder, const LoadOptions& options = {});

}  // namespace matroute
