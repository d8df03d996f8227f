// A corpus: recipes, how they are split, and where they come from. One HDF5 file (docs/format_corpus.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/recipes/recipe.h"

namespace matroute {

// The order is that of the enum in the HDF5 file. kNone: in no part, because it would leak or lacks what is split by.
enum class Part : std::uint8_t { kNone, kTrain, kValid, kTest };
inline constexpr std::array<std::string_view, 4> kPartNames = {"none", "train", "valid", "test"};
constexpr std::string_view name(Part part) { return kPartNames[static_cast<std::size_t>(part)]; }
// Empty where no part is called so; "none" is no part to ask for.
std::optional<Part> part_from_name(std::string_view text);

struct Split {
  std::string name;         // what it is by: random, target, system, year
  std::string options;      // JSON: how it was made
  std::vector<Part> parts;  // one per recipe
};

struct NamedCount {
  std::string name;
  std::uint64_t count = 0;
  friend bool operator==(const NamedCount&, const NamedCount&) = default;
};

struct SourceFile {
  std::string name;           // without its folder
  std::string sha256;         // of the file as stored
  std::string form;           // "text-mined release 2019-12-03", "csv", ...
  std::uint64_t records = 0;  // rows or records read
};

struct Corpus {
  std::vector<Recipe> recipes;
  std::vector<Split> splits;           // the last one made is the last one here
  std::vector<NamedCount> quarantine;  // unusable records and targets by reason
  std::vector<NamedCount> mendings;    // changes of precursor names by kind
  std::vector<SourceFile> sources;
  std::string options;  // JSON: the options of the import
};

// Indices of the recipes of a part of the newest split. Without a split: all of them if the part was not asked for by
// name (a default), else Error (usage). Throws Error (usage) too where the name is no part or the part is empty.
std::vector<std::size_t> select_part(const Corpus& corpus, std::string_view part, bool asked_for);

// Throws Error (input) that names the first fault: an empty target or precursor, a weight outside 0 to 1, a year
// outside 1500 to 2200, a DOI in capitals, a step's number that is not finite, a split of the wrong length. where is
// put before the message.
void check_corpus(const Corpus& corpus, std::string_view where);

}  // namespace matroute
