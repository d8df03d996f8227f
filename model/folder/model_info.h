// The card of a model, as model.json holds it: what the model is, what it was trained on, and which files belong to it.
// docs/format_model.md describes every field.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "chem/synthesis.h"

namespace matroute {

// Version 2 states the versions of all features and the names of the methods. Programs that read version 1 alone would
// compare neither and must therefore refuse version 2.
inline constexpr int kModelFormatVersion = 2;

// What the training data were.
struct TrainingData {
  std::string source;         // name of the corpus file
  std::string sha256;         // of the corpus file
  std::string part;           // of the split, "all" for every row
  std::string split;          // how the corpus was split, in words
  std::uint64_t recipes = 0;  // number of recipes that were counted
  int first_year = 0;         // of publication; 0 where no recipe states one
  int last_year = 0;
  std::vector<std::string> citations;  // of the data
};

// Which computation of each kind of features a model was trained with; 0: the model uses no features of that kind.
struct FeatureVersions {
  int composition = 0;  // kFeatureVersion (chem/features.h)
  int target = 0;       // kTargetFeatureVersion (model/network/target_encoding.h)
  int material = 0;     // kMaterialFeatureVersion (model/network/material_encoding.h)
  int set = 0;          // kSetFeatureVersion (model/rerank/set_features.h)
};

struct ModelInfo {
  int format_version = kModelFormatVersion;
  std::string ranker;      // "counting" or "network"
  std::string created_by;  // "matroute 0.1.0"
  FeatureVersions features;
  // Names, in the order of the rows of the model's tables and tensors; those of this program in a new card.
  std::vector<std::string> methods{kMethodNames.begin(), kMethodNames.end()};
  std::string units;  // of the stored numbers
  TrainingData training;
  std::map<std::string, double> metrics;  // on which rows, in the name: "valid exact@1"
  std::string licence;
  std::string limits_of_use;
  std::map<std::string, std::string> options;  // resolved training options
  std::vector<std::string> vocabulary;         // precursors in their printed form
  std::map<std::string, std::string> files;    // name to SHA-256
  std::string sha256;                          // of model.json itself: the identity of the whole folder
};

// What a model folder holds beside the card: file name to content.
using ModelFiles = std::map<std::string, std::vector<std::uint8_t>>;

}  // namespace matroute
