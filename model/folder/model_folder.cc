// Writing, checking and reading model folders; nothing in it computes.
#include "model/folder/model_folder.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/atomic_file.h"
#include "base/sha256.h"
#include "model/folder/model_card.h"

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
