// Hashes of sets of precursors that do not depend on the order of the precursors.
#pragma once

#include <cstdint>

namespace matroute {

// splitmix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195). The hash of a set is the sum of set_hash over its
// members: the odds that two of 100,000 sets have the same hash are below 1e-9.
constexpr std::uint64_t set_hash(std::uint64_t member) {
  std::uint64_t z = (member + 1ULL) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace matroute
