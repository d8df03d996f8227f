// States of a training as safetensors files.
#include "train/checkpoint.h"

#include <fstream>
#include <iterator>

#include "base/atomic_file.h"
#include "base/error.h"

namespace matroute {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFingerprintName = "fingerprint.txt";

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kModel, path.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_whole(const fs::path& path, const void* data, std::size_t bytes) {
  AtomicFile file(path, AtomicFile::Existing::kReplace);
  file.write({static_cast<const char*>(data), bytes});
  file.commit();
}

}  // namespace

CheckpointFolder::CheckpointFolder(const fs::path& model, const std::string& fingerprint, Begin begin)
    : folder_((model.filename().empty() ? model.parent_path() : model).string() + ".training"),
      fingerprint_(fingerprint) {
  const fs::path mark = folder_ / kFingerprintName;
  std::error_code error;
  if (!fs::exists(folder_, error)) return;
  if (begin == Begin::kNew) {
    throw Error(
        ErrorKind::kOutput,
        folder_.string() + " holds a training that did not end; --resume goes on with it, --overwrite drops it");
  }
  const bool marked = fs::exists(mark, error);
  if (!marked && !fs::is_empty(folder_, error)) {
    throw Error(ErrorKind::kOutput, folder_.string() + " is no state of a training of this program: left alone");
  }
  if (begin == Begin::kReplace) {
    remove();
  } else if (marked && read_text(mark) != fingerprint_) {
    throw Error(ErrorKind::kModel, folder_.string() +
                                       " was begun with other data, options or another version of this program; "
                                       "--overwrite drops it and starts anew");
  }
}

void CheckpointFolder::make() const {
  std::error_code error;
  fs::create_directory(folder_, error);
  if (error) throw Error(ErrorKind::kOutput, folder_.string() + " cannot be created: " + error.message());
  write_whole(folder_ / kFingerprintName, fingerprint_.data(), fingerprint_.size());
}

fs::path CheckpointFolder::file_of(const std::string& name) const { return folder_ / (name + ".safetensors"); }

std::optional<std::vector<Tensor>> CheckpointFolder::load(const std::string& name) const {
  const fs::path path = file_of(name);
  std::error_code error;
  if (!fs::exists(path, error)) {
    if (error) throw Error(ErrorKind::kModel, path.string() + ": cannot be read (" + error.message() + ")");
    return std::nullopt;
  }
  const std::string bytes = read_text(path);
  return read_safetensors({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, path.string());
}

void CheckpointFolder::save(const std::string& name, const std::vector<Tensor>& tensors) const {
  std::call_once(made_, [this] { make(); });
  const auto bytes = write_safetensors(tensors);
  write_whole(file_of(name), bytes.data(), bytes.size());
}

void CheckpointFolder::remove() const {
  std::error_code error;
  fs::remove_all(folder_, error);
  if (error) throw Error(ErrorKind::kOutput, folder_.string() + " cannot be removed: " + error.message());
}

}  // namespace matroute
