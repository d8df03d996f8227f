// From the files of a model folder to counts, networks and re-ranker.
#include "model/folder/model_parts.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/error.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

constexpr const char* kCountsName = "counts.safetensors";
constexpr const char* kRerankerName = "reranker.safetensors";

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error(ErrorKind::kModel, path.string() + ": " + what);
}

std::string network_name(std::size_t member) { return "network-" + std::to_string(member) + ".safetensors"; }

std::vector<Tensor> read_tensors(const ModelInfo& info, const ModelFiles& files, const std::string& name,
                                 const fs::path& folder) {
  const auto file = files.find(name);
  if (file == files.end()) fail(folder, "a " + info.ranker + " model needs " + name);
  return read_safetensors(file->second, (folder / name).string());
}

// A whole number of the card within bounds that keep a hostile card from asking for all of the memory.
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

// Refused before memory is taken for it: a card that asks for a larger network than its file holds.
void require_enough_weights(const std::vector<Tensor>& weights, const NetworkShape& shape, const fs::path& file) {
  std::int64_t held = 0;
  for (const Tensor& tensor : weights) held += static_cast<std::int64_t>(tensor.bytes.size() / size_of(tensor.type));
  const std::int64_t matrices = 8 * shape.layers * shape.width * shape.width + shape.hidden * shape.hidden;
  if (held < matrices) fail(file, "holds fewer numbers than the options of model.json ask for");
}

}  // namespace

CountingData counting_data(const ModelInfo& info, const ModelFiles& files, const fs::path& folder) {
  return counting_data_from_tensors(read_tensors(info, files, kCountsName, folder), info.vocabulary, folder.string());
}

NetworkParts network_parts(const ModelInfo& info, const ModelFiles& files, const fs::path& folder,
                           const Device& device) {
  NetworkParts parts{counting_data(info, files, folder), {}, {}, number_option(info, "out_of_domain_below", folder)};
  NetworkShape shape;
  shape.materials = static_cast<std::int64_t>(parts.data.materials.size());
  shape.width = size_option(info, "width", 4096, folder);
  shape.layers = size_option(info, "layers", 64, folder);
  shape.heads = size_option(info, "heads", 64, folder);
  shape.hidden = size_option(info, "hidden", 4096, folder);
  if (shape.width % shape.heads != 0) fail(folder, "the option heads does not divide the option width");
  const auto members = static_cast<std::size_t>(size_option(info, "members", 64, folder));
  for (std::size_t m = 0; m < members; ++m) {
    const std::string name = network_name(m);
    const auto weights = read_tensors(info, files, name, folder);
    require_enough_weights(weights, shape, folder / name);
    parts.members.emplace_back(shape, 0);
    parts.members.back().set_weights(weights, (folder / name).string());
    parts.members.back().to_device(device);
  }
  parts.reranker.emplace(reranker_from_tensors(read_tensors(info, files, kRerankerName, folder),
                                               parts.data.materials.size(), (folder / kRerankerName).string()));
  return parts;
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
  files[kCountsName] = write_safetensors(to_tensors(parts.data));
  files[kRerankerName] = write_safetensors(to_tensors(parts.reranker->network, parts.reranker->statistics));
  for (std::size_t m = 0; m < parts.members.size(); ++m) {
    files[network_name(m)] = write_safetensors(parts.members[m].weights());
  }
}

}  // namespace matroute
