// Where a training that takes minutes keeps its state, so that it goes on after a kill as if nothing had happened.
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

  // fingerprint: of the data and options; a state of another one is not gone on with. kNew refuses a folder that is
  // there, kReplace removes it, kResume goes on with it, or starts where there is none. The folder is made with the
  // first state that is saved.
  // Throws Error (output) where the folder is in the way or cannot be made, Error (model) where it is not of this
  // training.
  CheckpointFolder(const std::filesystem::path& model, const std::string& fingerprint, Begin begin);

  CheckpointFolder(const CheckpointFolder&) = delete;
  CheckpointFolder& operator=(const CheckpointFolder&) = delete;

  // The tensors last saved under this name.
  std::optional<std::vector<Tensor>> load(const std::string& name) const;
  // Thread-safe for different names.
  void save(const std::string& name, const std::vector<Tensor>& tensors) const;

  // Removes the folder: the model is whole.
  void remove() const;

 private:
  std::filesystem::path file_of(const std::string& name) const;
  void make() const;

  std::filesystem::path folder_;
  std::string fingerprint_;
  mutable std::once_flag made_;
};

}  // namespace matroute
