// Numbers that tell sets of precursors apart whatever their order.
#pragma once

#include <cstdint>

namespace matroute {

// splitmix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195). The sum of these over a set stands for the set:
// the odds that two of 100,000 sets share one are below 1e-9.
constexpr std::uint64_t set_hash(std::uint64_t member) {
  std::uint64_t z = (member + 1ULL) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace matroute
