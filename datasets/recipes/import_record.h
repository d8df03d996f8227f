// What both importers share: precursors read once, and what one record gives. Private to the importers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chem/element.h"
#include "datasets/recipes/mending.h"
#include "datasets/recipes/recipe.h"
#include "datasets/recipes/rejection.h"

namespace matroute {

struct ReadPrecursor {
  std::string formula;  // mended
  ElementSet elements;
  std::string error;  // empty where the formula can be read
  MendingCounts mendings{};
};

// Remembers what it has read: the same few thousand names fill whole files. One per thread.
class PrecursorReader {
 public:
  const ReadPrecursor& read(const std::string& text);

 private:
  std::unordered_map<std::string, ReadPrecursor> known_;
};

struct ImportedRecord {
  std::vector<Recipe> recipes;
  std::vector<Rejection> rejections;  // without file and record
  MendingCounts mendings{};
  std::uint64_t set_aside = 0;
  std::uint64_t fragments = 0;
  bool without_method = false;

  void reject(std::string target, std::string reason, std::string detail);
};

// DOIs are compared in lower case, without the address of the resolver in front.
std::string normalised_doi(std::string_view text);

// A whole number from 1500 to 2200, white space around it aside; empty for anything else.
std::optional<int> year_of(std::string_view text);

// By the words that a text uses: "calcined", "ball-milling"; kOther where none is known.
StepType step_type_of(std::string_view words);

// By its name, in capitals or not, with a space, an underscore or nothing for the hyphen; empty for anything else.
std::optional<Method> method_called(std::string_view text);

}  // namespace matroute
