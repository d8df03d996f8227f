// A model folder: model.json (the card, with the SHA-256 of every other file) beside *.safetensors.
// docs/format_model.md describes the format; nothing in a folder is executed.
#pragma once

#include <filesystem>

#include "model/folder/model_info.h"

namespace matroute {

struct StoredModel {
  ModelInfo info;
  ModelFiles files;
};

// Throws Error (model) where the folder is missing, foreign, damaged, or of a newer format, and Error (resource) where
// the memory does not suffice for its files.
StoredModel read_model(const std::filesystem::path& folder);
// Reads the card alone: the files that it names must be there, but their content is not looked at. Throws as
// read_model.
ModelInfo load_model_info(const std::filesystem::path& folder);

// Throws Error (output) where the folder exists, unless overwrite is set and the folder is a model folder that holds
// nothing else.
void require_model_output(const std::filesystem::path& folder, bool overwrite);

// Writes to a new temporary folder beside `folder`, which is then renamed. Fills info.files and info.sha256. Throws
// Error as require_model_output, and where the folder cannot be written.
void save_model(const std::filesystem::path& folder, ModelInfo& info, const ModelFiles& files, bool overwrite);

}  // namespace matroute
