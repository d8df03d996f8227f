// Folds by hash.
#include "train/folds.h"

#include <string_view>

namespace matroute {
namespace {

// FNV-1a, then the finaliser of SplitMix64.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBULL;
  return hash ^ (hash >> 31U);
}

}  // namespace

std::vector<std::uint32_t> paper_folds(std::span<const Recipe> recipes, std::uint32_t folds, std::uint64_t seed) {
  std::vector<std::uint32_t> result;
  result.reserve(recipes.size());
  for (const Recipe& recipe : recipes) {
    const std::string& paper = recipe.doi.empty() ? recipe.target : recipe.doi;
    result.push_back(static_cast<std::uint32_t>(hash_of(paper, seed) % folds));
  }
  return result;
}

}  // namespace matroute
