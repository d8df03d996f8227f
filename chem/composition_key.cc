// Identity keys: shares of the total in thousandths.
#include "chem/composition_key.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "chem/formula.h"

namespace matroute {
namespace {

constexpr std::uint32_t kElementShift = 16;
constexpr std::uint64_t kHashBasis = 0xCBF29CE484222325ULL;

// Round half to even on the exact binary value, as correctly rounded decimal output does.
std::uint32_t thousandths(double share) {
  const double scaled = share * 1000.0;
  const double distance_from_tie = std::abs(scaled - std::floor(scaled) - 0.5);
  if (distance_from_tie > 1e-9) return static_cast<std::uint32_t>(std::lround(scaled));
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.3f", share);
  return static_cast<std::uint32_t>(std::lround(std::strtod(text.data(), nullptr) * 1000.0));
}

// FNV-1a over the bytes of a number, lowest first.
std::uint64_t hashed(std::uint64_t hash, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    hash = (hash ^ ((number >> shift) & 0xFFU)) * 0x100000001B3ULL;
  }
  return hash;
}

}  // namespace

CompositionKey key_of(const Composition& composition) {
  const Rational total = composition.total();
  const Rational least = Rational(1, 2000);
  CompositionKey key;
  key.shares.reserve(composition.size());
  for (const auto& [element, amount] : composition) {
    const Rational share = amount / total;
    if (share <= least) continue;
    key.shares.push_back(static_cast<std::uint32_t>(atomic_number(element) << kElementShift) |
                         thousandths(share.to_double()));
  }
  std::ranges::sort(key.shares);
  return key;
}

CompositionKey key_of(const Formula& formula) {
  if (formula.hydrate_water.sign() == 0) return key_of(formula.composition);
  return key_of(formula.anhydrous());
}

ElementSet elements_of(const CompositionKey& key) {
  ElementSet set;
  for (const std::uint32_t share : key.shares) set.set(share >> kElementShift);
  return set;
}

std::uint64_t target_hash(const CompositionKey& key) {
  std::uint64_t hash = kHashBasis;
  for (const std::uint32_t share : key.shares) hash = hashed(hash, share);
  return hash;
}

std::uint64_t system_hash(const ElementSet& elements) {
  std::uint64_t hash = kHashBasis;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (elements.test(e)) hash = hashed(hash, static_cast<std::uint32_t>(e));
  }
  return hash;
}

bool is_common_gas(const CompositionKey& key) {
  static const std::vector<CompositionKey> gas_keys = [] {
    using enum Element;
    const std::vector<Composition> gases = {{{O, 2}},         {{H, 2}},         {{N, 2}},
                                            {{C, 1}, {O, 2}}, {{H, 2}, {O, 1}}, {{N, 1}, {H, 3}},
                                            {{C, 1}, {O, 1}}, {{Ar, 1}},        {{He, 1}}};
    std::vector<CompositionKey> keys;
    keys.reserve(gases.size());
    for (const Composition& gas : gases) keys.push_back(key_of(gas));
    return keys;
  }();
  return std::ranges::find(gas_keys, key) != gas_keys.end();
}

}  // namespace matroute

std::size_t std::hash<matroute::CompositionKey>::operator()(const matroute::CompositionKey& key) const noexcept {
  std::uint64_t state = 0x9E3779B97F4A7C15ULL;  // FNV-like mixing of whole words, with a final avalanche
  for (const std::uint32_t share : key.shares) state = (state ^ share) * 0x100000001B3ULL + (state >> 29U);
  state ^= state >> 32U;
  return static_cast<std::size_t>(state * 0x9E3779B97F4A7C15ULL);
}
