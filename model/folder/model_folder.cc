// Writing, checking and loading model folders.
#include "model/folder/model_folder.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/atomic_file.h"
#include "base/sha256.h"
#include "model/counting/counting_ranker.h"
#include "model/folder/model_card.h"
#include "model/folder/model_parts.h"
#include "model/network/network_ranker.h"
#include "model/rerank/set_rescorer.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kCardName = "model.json";
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

}  // namespace

StoredModel read_model(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) fail(path, "there is no such model folder");
  fs::directory_iterator entries(path, error);
  const bool has_card = !error && fs::exists(path / kCardName, error);
  if (error) fail(path, "the folder cannot be read: " + error.message());
  if (!has_card) fail(path, "this is no model folder: it holds no model.json");
  StoredModel folder;
  const std::string card = read_file(path / kCardName);
  folder.info = parse_model_card(card, (path / kCardName).string());
  folder.info.sha256 = sha256_of_text(card);
  for (const auto& [name, sha256] : folder.info.files) {
    std::string content = read_file(path / name);
    if (sha256_of_text(content) != sha256)
      fail(path / name, "the file is damaged: its SHA-256 is not that of model.json");
    folder.files.emplace(name, std::vector<std::uint8_t>(content.begin(), content.end()));
  }
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename().string();
    const bool known = name == kCardName || folder.info.files.count(name) != 0;
    const bool harmful = entry.is_directory() || name.ends_with(".json") || name.ends_with(".safetensors");
    if (!known && harmful) fail(entry.path(), "model.json does not name this; the folder is not as it was written");
  }
  return folder;
}

namespace {

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

ModelInfo load_model_info(const fs::path& folder) { return read_model(folder).info; }

namespace {

TargetElements stored_elements(const ModelInfo& info, const fs::path& folder) {
  const auto option = info.options.find("target_elements");
  if (option == info.options.end()) return TargetElements::kFull;
  const auto elements = target_elements_from_name(option->second);
  if (!elements) fail(folder, "the option target_elements is \"" + option->second + "\", neither full nor key");
  return *elements;
}

}  // namespace

LoadedModel make_model(ModelInfo info, const ModelFiles& files, const fs::path& folder, const LoadOptions& options) {
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
    data = counting_data(info, files, folder);
    model.ranker = std::make_unique<CountingRanker>(std::make_shared<const Counts>(data, folder.string()),
                                                    options.elements.value_or(stored_elements(info, folder)));
  }
  model.seen = {std::move(data.target_hashes), std::move(data.system_hashes)};
  model.info = std::move(info);
  return model;
}

LoadedModel load_model(const fs::path& folder, const LoadOptions& options) {
  StoredModel stored = read_model(folder);
  return make_model(std::move(stored.info), stored.files, folder, options);
}

}  // namespace matroute
