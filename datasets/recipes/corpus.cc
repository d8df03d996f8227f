// Checks that every corpus passes, and the choice of a part.
#include "datasets/recipes/corpus.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"

namespace matroute {
namespace {

[[noreturn]] void fail(std::string_view where, std::size_t recipe, const std::string& what) {
  throw Error(ErrorKind::kInput, std::string(where) + ": recipe " + std::to_string(recipe) + ": " + what);
}

bool is_fine(const std::optional<float>& number) { return !number || std::isfinite(*number); }

void check_recipe(const Recipe& recipe, std::string_view where, std::size_t index) {
  if (recipe.target.empty()) fail(where, index, "has no target");
  if (recipe.precursors.empty()) fail(where, index, "has no precursors");
  for (const std::string& precursor : recipe.precursors) {
    if (precursor.empty()) fail(where, index, "has an empty precursor");
  }
  if (!(recipe.weight > 0.0F && recipe.weight <= 1.0F)) fail(where, index, "its weight is not within 0 and 1");
  if (recipe.year && (*recipe.year < 1500 || *recipe.year > 2200))
    fail(where, index, "its year is not within 1500 and 2200");
  const bool is_lower = std::none_of(recipe.doi.begin(), recipe.doi.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_lower) fail(where, index, "its DOI is not lower-cased");
  for (const RecipeStep& step : recipe.steps) {
    if (!is_fine(step.temperature_degc) || !is_fine(step.time_h)) fail(where, index, "a step's number is infinite");
  }
}

}  // namespace

std::optional<Part> part_from_name(std::string_view text) {
  const auto at = std::find(kPartNames.begin() + 1, kPartNames.end(), text);
  if (at == kPartNames.end()) return std::nullopt;
  return static_cast<Part>(at - kPartNames.begin());
}

std::vector<std::size_t> select_part(const Corpus& corpus, std::string_view part, bool asked_for) {
  const auto wanted = part_from_name(part);
  if (!wanted) {
    throw Error(ErrorKind::kUsage, "no part is called " + std::string(part) + "; expected train, valid or test");
  }
  std::vector<std::size_t> chosen;
  if (corpus.splits.empty() && !asked_for) {
    chosen.resize(corpus.recipes.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    return chosen;
  }
  if (corpus.splits.empty()) {
    throw Error(ErrorKind::kUsage,
                "the corpus has no split, so no part " + std::string(part) + "; make one with `matroute data split`");
  }
  const Split& split = corpus.splits.back();
  for (std::size_t i = 0; i < split.parts.size(); ++i) {
    if (split.parts[i] == *wanted) chosen.push_back(i);
  }
  if (chosen.empty()) {
    throw Error(ErrorKind::kUsage, "the split by " + split.name + " has no recipe in its part " + std::string(part));
  }
  return chosen;
}

void check_corpus(const Corpus& corpus, std::string_view where) {
  for (std::size_t i = 0; i < corpus.recipes.size(); ++i) check_recipe(corpus.recipes[i], where, i);
  for (const Split& split : corpus.splits) {
    if (split.parts.size() != corpus.recipes.size()) {
      throw Error(ErrorKind::kInput, std::string(where) + ": the split by " + split.name + " has " +
                                         std::to_string(split.parts.size()) + " rows for " +
                                         std::to_string(corpus.recipes.size()) + " recipes");
    }
  }
}

}  // namespace matroute
