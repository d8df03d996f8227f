// The identity of a precursor or target: its element ratios without hydrate water, rounded to 1e-3.
// Two formulas with the same key count as the same substance when sets of precursors are compared.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "chem/composition.h"

namespace matroute {

struct Formula;

// One entry per element, sorted: atomic number * 65536 + share in thousandths. Shares up to 1/2000 are left out.
struct CompositionKey {
  std::vector<std::uint32_t> shares;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the defaulted comparison for a null pointer
  friend auto operator<=>(const CompositionKey&, const CompositionKey&) = default;
};

CompositionKey key_of(const Composition& composition);
// Hydrate water is left out.
CompositionKey key_of(const Formula& formula);

ElementSet elements_of(const CompositionKey& key);

// Fixed 64-bit FNV-1a hashes, which model files hold: of a target's key, and of a chemical system.
std::uint64_t target_hash(const CompositionKey& key);
std::uint64_t system_hash(const ElementSet& elements);

// O2, H2, N2, CO2, H2O, NH3, CO, Ar, He: never counted as precursors when sets are compared.
bool is_common_gas(const CompositionKey& key);

}  // namespace matroute

template <>
struct std::hash<matroute::CompositionKey> {
  std::size_t operator()(const matroute::CompositionKey& key) const noexcept;
};
