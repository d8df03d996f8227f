// From the files of a model folder to counts, networks and re-ranker.
#include "model/folder/model_parts.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "chem/features.h"
#include "model/folder/method_rows.h"
#include "model/network/material_encoding.h"
#include "model/network/target_encoding.h"
#include "model/rerank/set_features.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error(ErrorKind::kModel, path.string() + ": " + what);
}

// A whole number among the options of the card, at most `most`: a hostile card must not ask for all of the memory.
std::int64_t size_option(const ModelInfo& info, const std::string& name, std::int64_t most, const fs::path& folder) {
  const auto option = info.options.find(name);
  std::int64_t value = 0;
  const std::string text = option == info.options.end() ? "" : option->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > most) {
    fail(folder, "the option " + name + " is \"" + text + "\", not a whole number from 1 to " + std::to_string(most));
  }
  return value;
}

double number_option(const ModelInfo& info, const std::string& name, const fs::path& folder) {
  const auto option = info.options.find(name);
  double value = 0.0;
  const std::string text = option == info.options.end() ? "" : option->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    fail(folder, "the option " + name + " is \"" + text + "\", not a number");
  }
  return value;
}

// Refuses a card that asks for a larger network than its file holds, before memory is taken for the network.
void require_enough_weights(const std::vector<Tensor>& weights, const NetworkShape& shape, const fs::path& file) {
  std::int64_t held = 0;
  for (const Tensor& tensor : weights) held += static_cast<std::int64_t>(tensor.bytes.size() / size_of(tensor.type));
  const std::int64_t matrices = 8 * shape.layers * shape.width * shape.width + shape.hidden * shape.hidden;
  if (held < matrices) fail(file, "holds fewer numbers than the options of model.json ask for");
}

NetworkShape shape_of(const PartContext& context, std::size_t materials) {
  const auto size = [&](const char* name, std::int64_t most) {
    return size_option(context.info, name, most, context.folder);
  };
  NetworkShape shape;
  shape.materials = static_cast<std::int64_t>(materials);
  shape.width = size("width", 4096);
  shape.layers = size("layers", 64);
  shape.heads = size("heads", 64);
  shape.hidden = size("hidden", 4096);
  if (shape.width % shape.heads != 0) fail(context.folder, "the option heads does not divide the option width");
  return shape;
}

void add_counts(const std::vector<Tensor>& tensors, const PartContext& context, const std::string& /*where*/,
                NetworkParts& parts) {
  parts.data = counting_data_from_tensors(tensors, context.info.vocabulary, context.folder.string());
}

void add_network(const std::vector<Tensor>& tensors, const PartContext& context, const std::string& where,
                 NetworkParts& parts) {
  const NetworkShape shape = shape_of(context, parts.data.materials.size());
  require_enough_weights(tensors, shape, where);
  parts.members.emplace_back(shape, 0);
  parts.members.back().set_weights(tensors, where);
  parts.members.back().to_device(context.device);
}

void add_reranker(const std::vector<Tensor>& tensors, const PartContext& /*context*/, const std::string& where,
                  NetworkParts& parts) {
  parts.reranker.emplace(reranker_from_tensors(tensors, parts.data.materials.size(), where));
}

std::vector<Tensor> tensors_of_counts(const NetworkParts& parts, std::size_t /*member*/) {
  return to_tensors(parts.data);
}

std::vector<Tensor> tensors_of_network(const NetworkParts& parts, std::size_t member) {
  return parts.members[member].weights();
}

std::vector<Tensor> tensors_of_reranker(const NetworkParts& parts, std::size_t /*member*/) {
  if (!parts.reranker) return {};
  return to_tensors(parts.reranker->network, parts.reranker->statistics);
}

constexpr FeatureVersions kNoFeatures{};
constexpr FeatureVersions kNetworkFeatures{kFeatureVersion, kTargetFeatureVersion, kMaterialFeatureVersion, 0};
constexpr FeatureVersions kRerankerFeatures{0, 0, 0, kSetFeatureVersion};

using Need = ModelPart::Need;
constexpr std::array kParts = {
    ModelPart{"counts", Need::kEveryModel, false, kNoFeatures, tensors_of_counts, add_counts},
    ModelPart{"network", Need::kNetworkModel, true, kNetworkFeatures, tensors_of_network, add_network},
    ModelPart{"reranker", Need::kNetworkModel, false, kRerankerFeatures, tensors_of_reranker, add_reranker},
};

std::string file_name(const ModelPart& part, std::size_t member) {
  return std::string(part.name) + (part.by_member ? "-" + std::to_string(member) : "") + ".safetensors";
}

struct NamedVersion {
  int FeatureVersions::*version;
  const char* name;
};

constexpr std::array<NamedVersion, 4> kVersions = {{{&FeatureVersions::composition, "composition"},
                                                    {&FeatureVersions::target, "target"},
                                                    {&FeatureVersions::material, "material"},
                                                    {&FeatureVersions::set, "set"}}};

// Throws Error (model) where this program computes features in another version than the training did: shapes would fit,
// but not meanings.
void require_features(const ModelPart& part, const ModelInfo& info, const fs::path& folder) {
  for (const auto& [version, name] : kVersions) {
    const int ours = part.features.*version;
    const int theirs = info.features.*version;
    if (ours == 0 || ours == theirs) continue;
    fail(folder, fmt::format("the model was trained with version {} of the {} features, but this program computes "
                             "version {}: train it again, or use another matroute (the model was made by {})",
                             theirs, name, ours, info.created_by));
  }
}

NetworkParts read_parts(const PartContext& context, const ModelFiles& files, bool network) {
  const MethodRows methods(context.info.methods, context.folder.string());
  const auto members =
      network ? static_cast<std::size_t>(size_option(context.info, "members", 64, context.folder)) : std::size_t{0};
  NetworkParts parts;
  for (const ModelPart& part : kParts) {
    if (part.need == Need::kNetworkModel && !network) continue;
    for (std::size_t member = 0; member < (part.by_member ? members : 1); ++member) {
      const std::string name = file_name(part, member);
      const auto file = files.find(name);
      if (file == files.end() && part.need == Need::kOptional) continue;
      if (file == files.end()) fail(context.folder, "a " + context.info.ranker + " model needs " + name);
      require_features(part, context.info, context.folder);
      const std::string where = (context.folder / name).string();
      auto tensors = read_safetensors(file->second, where);
      methods.to_program(part.name, tensors, where);
      part.from_tensors(tensors, context, where, parts);
    }
  }
  if (network) parts.out_of_domain_below = number_option(context.info, "out_of_domain_below", context.folder);
  return parts;
}

}  // namespace

std::span<const ModelPart> model_parts() { return kParts; }

NetworkParts counting_parts(const ModelInfo& info, const ModelFiles& files, const fs::path& folder) {
  return read_parts({info, folder, {}}, files, false);
}

NetworkParts network_parts(const ModelInfo& info, const ModelFiles& files, const fs::path& folder,
                           const Device& device) {
  return read_parts({info, folder, device}, files, true);
}

void put_network_parts(const NetworkParts& parts, ModelInfo& info, ModelFiles& files) {
  const NetworkShape& shape = parts.members.front().shape();
  info.ranker = "network";
  info.vocabulary = parts.data.materials;
  info.options["width"] = std::to_string(shape.width);
  info.options["layers"] = std::to_string(shape.layers);
  info.options["heads"] = std::to_string(shape.heads);
  info.options["hidden"] = std::to_string(shape.hidden);
  info.options["members"] = std::to_string(parts.members.size());
  info.options["out_of_domain_below"] = fmt::format("{}", parts.out_of_domain_below);
  info.methods.assign(kMethodNames.begin(), kMethodNames.end());
  for (const ModelPart& part : kParts) {
    for (std::size_t member = 0; member < (part.by_member ? parts.members.size() : 1); ++member) {
      const auto tensors = part.to_tensors(parts, member);
      if (tensors.empty()) continue;
      files[file_name(part, member)] = write_safetensors(tensors);
      for (const auto& [version, name] : kVersions) {
        if (part.features.*version != 0) info.features.*version = part.features.*version;
      }
    }
  }
}

}  // namespace matroute
