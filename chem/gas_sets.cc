// Sets of gases: enumerated once per offer and kept.
#include "chem/gas_sets.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <unordered_map>

namespace matroute {
namespace {

constexpr std::size_t kMaxCachedSets = 1'000'000;  // of one thread

bool is_acid(GasId id) { return id == GasId::kHF || id == GasId::kHCl || id == GasId::kHBr; }

bool holds_both(std::uint32_t ids, GasId a, GasId b) {
  const std::uint32_t both = (1U << static_cast<unsigned>(a)) | (1U << static_cast<unsigned>(b));
  return (ids & both) == both;
}

// Gases that would react with each other on the way out: CO, H2 and H2S burn in O2, and H2 with CO2 is CO with water.
bool react_together(std::uint32_t ids_given_off) {
  const bool burns = std::ranges::any_of(std::array{GasId::kCO, GasId::kH2, GasId::kH2S},
                                         [&](GasId id) { return holds_both(ids_given_off, GasId::kO2, id); });
  return burns || holds_both(ids_given_off, GasId::kCO2, GasId::kH2);
}

// Whether a set holds one gas in both directions, or gases that react with each other. Its supersets clash too.
bool clashes(const GasOffer& offer, std::uint32_t columns) {
  std::uint32_t taken_up = 0;
  std::uint32_t given_off = 0;
  for (std::uint32_t rest = columns; rest != 0; rest &= rest - 1) {
    const GasColumn& column = offer.columns[static_cast<std::size_t>(std::countr_zero(rest))];
    (column.taken_up ? taken_up : given_off) |= 1U << static_cast<unsigned>(column.id);
  }
  return (taken_up & given_off) != 0 || react_together(given_off);
}

// Whether a set takes up cheap water without giving off an acid.
bool lacks_acid(const GasOffer& offer, std::uint32_t columns) {
  if (!offer.cheap_hydrolysis) return false;
  bool acid = false;
  bool water = false;
  for (std::uint32_t rest = columns; rest != 0; rest &= rest - 1) {
    const GasColumn& column = offer.columns[static_cast<std::size_t>(std::countr_zero(rest))];
    acid |= !column.taken_up && is_acid(column.id);
    water |= column.taken_up && column.id == GasId::kH2O;
  }
  return water && !acid;
}

void extend(const GasOffer& offer, GasSet set, std::size_t next, std::vector<GasSet>& sets) {
  if (!lacks_acid(offer, set.columns)) sets.push_back(set);
  if (std::popcount(set.columns) == kMaxGases) return;
  for (std::size_t i = next; i < offer.columns.size(); ++i) {
    const GasSet longer{set.columns | (1U << i), set.cost + offer.columns[i].cost};
    if (longer.cost <= offer.cost_limit && !clashes(offer, longer.columns)) extend(offer, longer, i + 1, sets);
  }
}

// By cost, then by number, then by list order.
bool comes_first(const GasSet& a, const GasSet& b) {
  if (a.cost != b.cost) return a.cost < b.cost;
  const int count_a = std::popcount(a.columns);
  const int count_b = std::popcount(b.columns);
  if (count_a != count_b) return count_a < count_b;
  const std::uint32_t difference = a.columns ^ b.columns;
  return (a.columns & (difference & (~difference + 1))) != 0;
}

struct OfferHash {
  std::size_t operator()(const GasOffer& offer) const {
    std::size_t state = static_cast<std::size_t>(offer.cost_limit) * 2 + (offer.cheap_hydrolysis ? 1 : 0);
    for (const GasColumn& c : offer.columns) {
      const auto word =
          static_cast<std::size_t>(c.id) * 512 + static_cast<std::size_t>(c.cost) * 2 + (c.taken_up ? 1 : 0);
      state = (state ^ word) * 0x100000001B3ULL;
    }
    return state;
  }
};

}  // namespace

const std::vector<GasSet>& gas_sets_of(const GasOffer& offer) {
  thread_local std::unordered_map<GasOffer, std::vector<GasSet>, OfferHash> cache;
  thread_local std::size_t cached_sets = 0;
  if (const auto it = cache.find(offer); it != cache.end()) return it->second;
  if (cached_sets > kMaxCachedSets) {
    cache.clear();
    cached_sets = 0;
  }
  std::vector<GasSet> sets;
  extend(offer, {}, 0, sets);
  std::ranges::sort(sets, comes_first);
  cached_sets += sets.size() + 1;
  return cache.emplace(offer, std::move(sets)).first->second;
}

}  // namespace matroute
