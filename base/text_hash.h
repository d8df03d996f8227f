// A hash by which papers and targets are drawn into parts and folds.
#pragma once

#include <cstdint>
#include <string_view>

namespace matroute {

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), then the finaliser of SplitMix64 (Steele et al. 2014,
// doi 10.1145/2660193.2660195): the same numbers on every machine.
constexpr std::uint64_t text_hash(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBULL;
  return hash ^ (hash >> 31U);
}

}  // namespace matroute
