// The saved state of a training that takes minutes: a training that was killed is continued from it, with the same
// result.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/tensors/safetensors.h"

namespace matroute {

// The folder MODEL.training beside the model that is being made.
class CheckpointFolder {
 public:
  enum class Begin { kNew, kResume, kReplace };

  // fingerprint: of the data and options; a training is not continued from a state with another fingerprint. kNew
  // refuses a folder that is there, kReplace removes it, kResume continues from it, or begins where there is none. The
  // folder is made with the first state that is saved. Throws Error (output) where the folder is in the way or cannot
  // be removed, Error (model) where its fingerprint is another one.
  CheckpointFolder(const std::filesystem::path& model, const std::string& fingerprint, Begin begin);

  CheckpointFolder(const CheckpointFolder&) = delete;
  CheckpointFolder& operator=(const CheckpointFolder&) = delete;

  // The tensors last saved under the name; empty where none were. Throws Error (model) where they cannot be read.
  std::optional<std::vector<Tensor>> load(const std::string& name) const;
  // Thread-safe for different names. Throws Error (output) where the folder cannot be made.
  void save(const std::string& name, const std::vector<Tensor>& tensors) const;

  // Removes the folder, once the model is saved. Throws Error (output) where that fails.
  void remove() const;

 private:
  std::filesystem::path file_of(const std::string& name) const;
  void make() const;

  std::filesystem::path folder_;
  std::string fingerprint_;
  mutable std::once_flag made_;
};

}  // namespace matroute
