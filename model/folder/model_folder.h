// A model folder: model.json (what it is, and the SHA-256 of every other file) beside *.safetensors.
// docs/format_model.md describes it; nothing in it is executed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/search/ranker.h"
#include "model/search/rescorer.h"
#include "model/search/target.h"
#include "model/tensors/device.h"

namespace matroute {

inline constexpr int kModelFormatVersion = 1;

// What the training data were.
struct TrainingData {
  std::string source;         // name of the corpus file
  std::string sha256;         // of the corpus file
  std::string part;           // of the split, "all" for every row
  std::string split;          // how it was cut, in words
  std::uint64_t recipes = 0;  // that were counted
  int first_year = 0;         // of publication; 0 where no recipe states one
  int last_year = 0;
  std::vector<std::string> citations;  // of the data
};

// The model card.
struct ModelInfo {
  int format_version = kModelFormatVersion;
  std::string ranker;       // "counting"
  std::string created_by;   // "matroute 0.1.0"
  int feature_version = 0;  // of the element features; 0: uses none
  std::string units;        // of the stored numbers
  TrainingData training;
  std::map<std::string, double> metrics;  // on which rows, in the name: "valid exact@1"
  std::string licence;
  std::string limits_of_use;
  std::map<std::string, std::string> options;  // resolved training options
  std::vector<std::string> vocabulary;         // precursors in their printed form
  std::map<std::string, std::string> files;    // name to SHA-256
  std::string sha256;                          // of model.json itself: the identity of the whole folder
};

// What was trained on: sorted hashes of the keys of all targets, and of their chemical systems.
struct SeenTargets {
  std::vector<std::uint64_t> targets;
  std::vector<std::uint64_t> systems;
};

struct LoadOptions {
  // For comparisons, instead of what the model was trained with; only the counting ranker heeds it.
  std::optional<TargetElements> elements;
  Device device;               // where networks compute
  bool counting_only = false;  // the counting ranker that every model holds, whatever its own ranker
};

struct LoadedModel {
  ModelInfo info;
  std::unique_ptr<Ranker> ranker;
  std::unique_ptr<Rescorer> rescorer;  // null where the ranker's probabilities are the last word
  SeenTargets seen;
};

// What a folder holds beside the card: file name to content.
using ModelFiles = std::map<std::string, std::vector<std::uint8_t>>;

// A model that is not on the disk, or not yet; `folder` names it in messages. Throws Error (model) where the files are
// not what the card says.
LoadedModel make_model(ModelInfo info, const ModelFiles& files, const std::filesystem::path& folder,
                       const LoadOptions& options = {});

struct StoredModel {
  ModelInfo info;
  ModelFiles files;
};

// Throws Error (model) where the folder is missing, foreign, damaged, or of a newer format.
StoredModel read_model(const std::filesystem::path& folder);
// The same, and where the files are not what the card says.
LoadedModel load_model(const std::filesystem::path& folder, const LoadOptions& options = {});
// The card alone; file hashes are compared all the same.
ModelInfo load_model_info(const std::filesystem::path& folder);

// Throws Error (output) where the folder exists, unless overwrite is set and a model folder with nothing else in it
// stands there.
void require_model_output(const std::filesystem::path& folder, bool overwrite);

// Written to a temporary folder beside it and renamed. Fills info.files and info.sha256.
// Throws Error as require_model_output, and where the folder cannot be written.
void save_model(const std::filesystem::path& folder, ModelInfo& info, const ModelFiles& files, bool overwrite);

}  // namespace matroute
