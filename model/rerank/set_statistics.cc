// Pairs of precursors.
#include "model/rerank/set_statistics.h"

#include <algorithm>
#include <cmath>

namespace matroute {
namespace {

constexpr float kSmoothing = 1.0F;  // in recipes

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint64_t>(std::min(a, b)) << 32U | std::max(a, b);
}

}  // namespace

SetStatistics::SetStatistics(Data data) : data_(std::move(data)), votes_(std::move(data_.votes)) {
  for (std::size_t i = 0; i < data_.pair_low.size(); ++i) {
    pairs_[pair_of(data_.pair_low[i], data_.pair_high[i])] = data_.pair_weights[i];
  }
}

float SetStatistics::affinity(std::uint32_t a, std::uint32_t b) const {
  const auto found = pairs_.find(pair_of(a, b));
  const float together = found == pairs_.end() ? 0.0F : found->second;
  const float chance = weight(a) * weight(b) / std::max(data_.recipes, 1.0F);
  return std::log((together + kSmoothing) / (chance + kSmoothing));
}

}  // namespace matroute
