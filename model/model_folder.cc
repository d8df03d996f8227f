// Writing, checking and loading model folders.
#include "model/model_folder.h"

#include <unistd.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "datasets/atomic_file.h"
#include "datasets/sha256.h"
#include "model/counting_ranker.h"
#include "model/model_card.h"
#include "model/network_ranker.h"
#include "model/safetensors.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kCardName = "model.json";
constexpr std::string_view kCountsName = "counts.safetensors";
constexpr std::string_view kRerankerName = "reranker.safetensors";
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{4} << 30U;

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error(ErrorKind::kModel, path.string() + ": " + what);
}

std::string read_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(path, error);
  if (error || !fs::is_regular_file(path, error)) fail(path, "the model folder lacks this file");
  if (bytes > kMaxFileBytes) fail(path, "the file is too large for a model");
  std::ifstream stream(path, std::ios::binary);
  std::string content(bytes, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(bytes));
  if (!stream || static_cast<std::uintmax_t>(stream.gcount()) != bytes) fail(path, "the file cannot be read");
  return content;
}

struct Folder {
  ModelInfo info;
  ModelFiles contents;  // of every file that the card names
};

Folder read_folder(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) fail(path, "there is no such model folder");
  fs::directory_iterator entries(path, error);
  const bool has_card = !error && fs::exists(path / kCardName, error);
  if (error) fail(path, "the folder cannot be read: " + error.message());
  if (!has_card) fail(path, "this is no model folder: it holds no model.json");
  Folder folder;
  const std::string card = read_file(path / kCardName);
  folder.info = parse_model_card(card, (path / kCardName).string());
  folder.info.sha256 = sha256_of_text(card);
  for (const auto& [name, sha256] : folder.info.files) {
    std::string content = read_file(path / name);
    if (sha256_of_text(content) != sha256)
      fail(path / name, "the file is damaged: its SHA-256 is not that of model.json");
    folder.contents.emplace(name, std::vector<std::uint8_t>(content.begin(), content.end()));
  }
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename().string();
    const bool known = name == kCardName || folder.info.files.count(name) != 0;
    const bool harmful = entry.is_directory() || name.ends_with(".json") || name.ends_with(".safetensors");
    if (!known && harmful) fail(entry.path(), "model.json does not name this; the folder is not as it was written");
  }
  return folder;
}

// A temporary folder beside the final one; removed again unless it has been renamed.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const fs::path& final_path)
      : path_(final_path.string() + ".tmp" + std::to_string(::getpid())) {
    std::error_code error;
    fs::create_directory(path_, error);
    if (error) throw Error(ErrorKind::kOutput, path_.string() + " cannot be created: " + error.message());
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // nothing is left to be done about it
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_file(const fs::path& path, const void* data, std::size_t bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(bytes));
  stream.close();
  if (!stream) throw Error(ErrorKind::kResource, path.string() + " cannot be written: is the disk full?");
  sync_file(path);
}

fs::path without_slash(const fs::path& folder) { return folder.filename().empty() ? folder.parent_path() : folder; }

void move_into_place(const TemporaryFolder& temporary, const fs::path& folder) {
  sync_folder(temporary.path());
  std::error_code error;
  const fs::path old = temporary.path().string() + ".old";
  const bool replaces = fs::exists(folder, error);
  if (replaces) fs::rename(folder, old, error);
  const bool moved = replaces && !error;
  if (!error) fs::rename(temporary.path(), folder, error);
  if (error) {
    std::error_code ignored;  // the first fault is the one to be told
    if (moved) fs::rename(old, folder, ignored);
    throw Error(ErrorKind::kOutput, folder.string() + " cannot be put in place: " + error.message());
  }
  sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  if (replaces) fs::remove_all(old, error);
}

}  // namespace

void require_model_output(const fs::path& folder, bool overwrite) {
  const fs::path final_path = without_slash(folder);
  std::error_code error;
  if (!fs::exists(fs::symlink_status(final_path, error))) return;
  if (!overwrite) throw Error(ErrorKind::kOutput, folder.string() + " exists; --overwrite replaces a model folder");
  ModelInfo old;
  try {
    old = load_model_info(final_path);
  } catch (const Error&) {
    throw Error(ErrorKind::kOutput,
                folder.string() + " exists and is no model folder of this program: not overwritten");
  }
  for (const auto& entry : fs::directory_iterator(final_path)) {
    const std::string name = entry.path().filename().string();
    if (name != kCardName && old.files.count(name) == 0) {
      throw Error(ErrorKind::kOutput, entry.path().string() +
                                          " is no part of the model and would be lost: move it away, or name another "
                                          "folder");
    }
  }
}

void save_model(const fs::path& folder, ModelInfo& info, const ModelFiles& files, bool overwrite) {
  const fs::path final_path = without_slash(folder);
  require_model_output(final_path, overwrite);
  const TemporaryFolder temporary(final_path);
  info.format_version = kModelFormatVersion;
  info.files.clear();
  for (const auto& [name, content] : files) {
    write_file(temporary.path() / name, content.data(), content.size());
    info.files[name] = sha256_of_text({reinterpret_cast<const char*>(content.data()), content.size()});
  }
  const std::string card = model_card_text(info);
  info.sha256 = sha256_of_text(card);
  write_file(temporary.path() / kCardName, card.data(), card.size());
  move_into_place(temporary, final_path);
}

ModelInfo load_model_info(const fs::path& folder) { return read_folder(folder).info; }

namespace {

std::vector<Tensor> read_tensors(const ModelInfo& info, const ModelFiles& files, const std::string& name,
                                 const fs::path& folder) {
  const auto file = files.find(name);
  if (file == files.end()) fail(folder, "a " + info.ranker + " model needs " + name);
  return read_safetensors(file->second, (folder / name).string());
}

TargetElements stored_elements(const ModelInfo& info, const fs::path& folder) {
  const auto option = info.options.find("target_elements");
  if (option == info.options.end()) return TargetElements::kFull;
  const auto elements = target_elements_from_name(option->second);
  if (!elements) fail(folder, "the option target_elements is \"" + option->second + "\", neither full nor key");
  return *elements;
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

std::unique_ptr<Ranker> make_network_ranker(const ModelInfo& info, const ModelFiles& files, const CountingData& data,
                                            const fs::path& folder, const Device& device) {
  NetworkShape shape;
  shape.materials = static_cast<std::int64_t>(data.materials.size());
  shape.width = size_option(info, "width", 4096, folder);
  shape.layers = size_option(info, "layers", 64, folder);
  shape.heads = size_option(info, "heads", 64, folder);
  shape.hidden = size_option(info, "hidden", 4096, folder);
  if (shape.width % shape.heads != 0) fail(folder, "the option heads does not divide the option width");
  std::vector<RouteNetwork> members;
  const std::int64_t count = size_option(info, "members", 64, folder);
  for (std::int64_t m = 0; m < count; ++m) {
    const std::string name = "network-" + std::to_string(m) + ".safetensors";
    const auto weights = read_tensors(info, files, name, folder);
    require_enough_weights(weights, shape, folder / name);
    members.emplace_back(shape, 0);
    members.back().set_weights(weights, (folder / name).string());
    members.back().to_device(device);
  }
  auto reranker = reranker_from_tensors(read_tensors(info, files, std::string(kRerankerName), folder),
                                        data.materials.size(), (folder / kRerankerName).string());
  return std::make_unique<NetworkRanker>(data, std::move(members), std::move(reranker),
                                         number_option(info, "out_of_domain_below", folder), folder.string());
}

}  // namespace

LoadedModel make_model(ModelInfo info, const ModelFiles& files, const fs::path& folder, const LoadOptions& options) {
  if (info.ranker != "counting" && info.ranker != "network") {
    fail(folder, "the ranker \"" + info.ranker + "\" is unknown to this program");
  }
  CountingData data = counting_data_from_tensors(read_tensors(info, files, std::string(kCountsName), folder),
                                                 info.vocabulary, folder.string());
  LoadedModel model;
  if (info.ranker == "network" && !options.counting_only)
    model.ranker = make_network_ranker(info, files, data, folder, options.device);
  else
    model.ranker = std::make_unique<CountingRanker>(data, options.elements.value_or(stored_elements(info, folder)),
                                                    folder.string());
  model.seen = {std::move(data.target_hashes), std::move(data.system_hashes)};
  model.info = std::move(info);
  return model;
}

LoadedModel load_model(const fs::path& folder, const LoadOptions& options) {
  Folder read = read_folder(folder);
  return make_model(std::move(read.info), read.contents, folder, options);
}

namespace {

// FNV-1a over the bytes of a number, lowest first.
std::uint64_t hashed(std::uint64_t hash, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    hash = (hash ^ ((number >> shift) & 0xFFU)) * 0x100000001B3ULL;
  }
  return hash;
}

constexpr std::uint64_t kHashBasis = 0xCBF29CE484222325ULL;

}  // namespace

std::uint64_t target_hash(const CompositionKey& key) {
  std::uint64_t hash = kHashBasis;
  for (const std::uint32_t share : key.shares) hash = hashed(hash, share);
  return hash;
}

std::uint64_t system_hash(const ElementSet& elements) {
  std::uint64_t hash = kHashBasis;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (elements.test(e)) hash = hashed(hash, static_cast<std::uint32_t>(e));
  }
  return hash;
}

}  // namespace matroute
