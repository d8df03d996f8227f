// Which ranker a model has, and what it is made of.
#include "model/folder/make_model.h"

#include "base/error.h"
#include "model/counting/counting_ranker.h"
#include "model/folder/model_folder.h"
#include "model/folder/model_parts.h"
#include "model/network/network_ranker.h"
#include "model/rerank/set_rescorer.h"
#include "model/tensors/torch_errors.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error(ErrorKind::kModel, path.string() + ": " + what);
}

TargetElements stored_elements(const ModelInfo& info, const fs::path& folder) {
  const auto option = info.options.find("target_elements");
  if (option == info.options.end()) return TargetElements::kFull;
  const auto elements = target_elements_from_name(option->second);
  if (!elements) fail(folder, "the option target_elements is \"" + option->second + "\", neither full nor key");
  return *elements;
}

LoadedModel made(ModelInfo info, const ModelFiles& files, const fs::path& folder, const LoadOptions& options) {
  if (info.ranker != "counting" && info.ranker != "network") {
    fail(folder, "the ranker \"" + info.ranker + "\" is unknown to this program");
  }
  LoadedModel model;
  CountingData data;
  if (info.ranker == "network" && !options.counting_only) {
    NetworkParts parts = network_parts(info, files, folder, options.device);
    data = std::move(parts.data);
    const auto counts = std::make_shared<const Counts>(data, folder.string());
    model.ranker = std::make_unique<NetworkRanker>(counts, data, std::move(parts.members), parts.out_of_domain_below,
                                                   folder.string());
    if (parts.reranker) model.rescorer = std::make_unique<SetRescorer>(counts, *std::move(parts.reranker));
  } else {
    data = counting_parts(info, files, folder).data;
    model.ranker = std::make_unique<CountingRanker>(std::make_shared<const Counts>(data, folder.string()),
                                                    options.elements.value_or(stored_elements(info, folder)));
  }
  model.seen = {std::move(data.target_hashes), std::move(data.system_hashes)};
  model.info = std::move(info);
  return model;
}

}  // namespace

LoadedModel make_model(ModelInfo info, const ModelFiles& files, const fs::path& folder, const LoadOptions& options) {
  return with_torch_errors(folder.string() + ": the model",
                           [&] { return made(std::move(info), files, folder, options); });
}

LoadedModel load_model(const fs::path& folder, const LoadOptions& options) {
  StoredModel stored = read_model(folder);
  return make_model(std::move(stored.info), stored.files, folder, options);
}

}  // namespace matroute
