// Writing, checking and reading model folders; nothing here computes.
#include "model/folder/model_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"
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

// Size of a file of a model in bytes. Throws Error (model) where the file is missing or too large.
std::uintmax_t size_of_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(path, error);
  if (error || !fs::is_regular_file(path, error)) fail(path, "the model folder lacks this file");
  if (bytes > kMaxFileBytes) fail(path, "the file is too large for a model");
  return bytes;
}

std::vector<std::uint8_t> read_file(const fs::path& path) {
  const std::uintmax_t bytes = size_of_file(path);
  std::vector<std::uint8_t> content(bytes);
  std::ifstream stream(path, std::ios::binary);
  stream.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(bytes));
  if (!stream || static_cast<std::uintmax_t>(stream.gcount()) != bytes) fail(path, "the file cannot be read");
  return content;
}

std::string_view text_of(const std::vector<std::uint8_t>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Throws Error of the kind given where the folder cannot be listed.
std::vector<fs::directory_entry> entries_of(const fs::path& folder, ErrorKind kind) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    entries.push_back(*entry);
  }
  if (error) throw Error(kind, folder.string() + ": the folder cannot be read: " + error.message());
  return entries;
}

// Throws Error (model) where the folder holds a folder, or a .json or .safetensors file, that the card does not name.
// Other files may stand in it.
void require_no_other_files(const fs::path& path, const ModelInfo& info) {
  for (const fs::directory_entry& entry : entries_of(path, ErrorKind::kModel)) {
    const std::string name = entry.path().filename().string();
    const bool known = name == kCardName || info.files.count(name) != 0;
    std::error_code error;
    const bool harmful = entry.is_directory(error) || name.ends_with(".json") || name.ends_with(".safetensors");
    if (!known && harmful) fail(entry.path(), "model.json does not name this; the folder is not as it was written");
  }
}

ModelInfo read_card(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) fail(path, "there is no such model folder");
  const bool has_card = fs::exists(path / kCardName, error);
  if (error) fail(path, "the folder cannot be read: " + error.message());
  if (!has_card) fail(path, "this is no model folder: it holds no model.json");
  const auto card = read_file(path / kCardName);
  ModelInfo info = parse_model_card(text_of(card), (path / kCardName).string());
  info.sha256 = sha256_of_text(text_of(card));
  return info;
}

StoredModel read_all(const fs::path& path) {
  StoredModel folder{read_card(path), {}};
  for (const auto& [name, sha256] : folder.info.files) {
    auto content = read_file(path / name);
    if (sha256_of_text(text_of(content)) != sha256) {
      fail(path / name, "the file is damaged: its SHA-256 is not that of model.json");
    }
    folder.files.emplace(name, std::move(content));
  }
  require_no_other_files(path, folder.info);
  return folder;
}

ModelInfo read_info(const fs::path& path) {
  ModelInfo info = read_card(path);
  for (const auto& [name, sha256] : info.files) size_of_file(path / name);
  require_no_other_files(path, info);
  return info;
}

// The result of `read` for the folder. Throws Error (resource) where the memory does not suffice.
template <class Read>
auto within_memory(const Read& read, const fs::path& path) {
  try {
    return read(path);
  } catch (const std::bad_alloc&) {
    throw Error(ErrorKind::kResource, path.string() + ": the memory does not suffice to read the model");
  }
}

}  // namespace

StoredModel read_model(const fs::path& folder) { return within_memory(read_all, folder); }

ModelInfo load_model_info(const fs::path& folder) { return within_memory(read_info, folder); }

namespace {

// A temporary folder beside the final one, which no other process has. The destructor removes the folder unless it was
// renamed or is to be kept.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const fs::path& final_path) {
    const std::string name = final_path.string() + ".tmp" + std::to_string(::getpid()) + "-";
    // A folder that another process left, perhaps one of the same id, is passed over.
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      path_ = name + std::to_string(attempt);
      if (::mkdir(path_.c_str(), 0777) == 0) return;
      if (errno != EEXIST) break;
    }
    const std::error_code error(errno, std::generic_category());
    throw Error(ErrorKind::kOutput, path_.string() + " cannot be created: " + error.message());
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // a destructor cannot report a fault
    if (!kept_) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }
  void keep() { kept_ = true; }
  void move_to(const fs::path& folder, std::error_code& error) {
    fs::rename(path_, folder, error);
    kept_ = !error;
  }

 private:
  static constexpr int kAttempts = 1000;
  fs::path path_;
  bool kept_ = false;
};

void write_file(const fs::path& path, const void* data, std::size_t bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(static_cast<const char*>(data), static_cast<std::streamsize>(bytes));
  stream.close();
  if (!stream) throw Error(ErrorKind::kResource, path.string() + " cannot be written: is the disk full?");
  sync_file(path);
}

fs::path without_slash(const fs::path& folder) { return folder.filename().empty() ? folder.parent_path() : folder; }

// A model that is to be replaced is moved into a temporary folder of its own, and back where the new one cannot take
// its place.
void move_into_place(TemporaryFolder& temporary, const fs::path& folder) {
  sync_folder(temporary.path());
  std::error_code error;
  TemporaryFolder aside(folder);
  const fs::path old = aside.path() / "old";
  const bool replaces = fs::exists(folder, error);
  if (replaces) fs::rename(folder, old, error);
  const bool moved = replaces && !error;
  if (!error) temporary.move_to(folder, error);
  if (error) {
    std::error_code back;  // the message tells the first fault
    if (moved) fs::rename(old, folder, back);
    if (back) aside.keep();
    throw Error(ErrorKind::kOutput, folder.string() + " cannot be put in place: " + error.message());
  }
  sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
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
  for (const fs::directory_entry& entry : entries_of(final_path, ErrorKind::kOutput)) {
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
  TemporaryFolder temporary(final_path);
  info.format_version = kModelFormatVersion;
  info.files.clear();
  for (const auto& [name, content] : files) {
    write_file(temporary.path() / name, content.data(), content.size());
    info.files[name] = sha256_of_text(text_of(content));
  }
  const std::string card = model_card_text(info);
  info.sha256 = sha256_of_text(card);
  write_file(temporary.path() / kCardName, card.data(), card.size());
  move_into_place(temporary, final_path);
}

}  // namespace matroute
