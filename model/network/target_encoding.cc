// Targets to numbers.
#include "model/network/target_encoding.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "chem/element_features.h"
#include "chem/features.h"

namespace matroute {
namespace {

constexpr std::size_t kAmountFeatures = 6;
static_assert(kTokenFeatures == kAmountFeatures + kElementFeatureCount);

float log_scale(double share) { return static_cast<float>(1.0 + std::log(std::max(share, 1e-6)) / 5.0); }

}  // namespace

std::size_t target_feature_count() { return feature_names().size(); }

TargetEncoding encode_target(const Target& target, const ElementWeights& weights) {
  TargetEncoding encoding;
  encoding.features = composition_features(target.formula.anhydrous());
  encoding.all = target.elements;
  encoding.sources = target.sources;
  double total = 0.0;
  double source_total = 0.0;
  double largest = 0.0;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (!target.elements.test(e)) continue;
    const double amount = std::max(target.amounts[encoding.elements.size()], 0.0);
    encoding.elements.push_back(static_cast<Element>(e));
    total += amount;
    if (target.sources.test(e)) {
      source_total += amount;
      largest = std::max(largest, amount);
    }
  }
  if (encoding.elements.size() > kMaxTokens) {
    throw Error(ErrorKind::kInput, target.text() + " holds more than " + std::to_string(kMaxTokens) + " elements");
  }
  for (std::size_t t = 0; t < encoding.elements.size(); ++t) {
    const Element element = encoding.elements[t];
    const bool source = encoding.sources.test(atomic_number(element));
    const double amount = std::max(target.amounts[t], 0.0);
    const double share = total > 0.0 ? amount / total : 0.0;
    const double source_share = source && source_total > 0.0 ? amount / source_total : 0.0;
    const double relative = source && largest > 0.0 ? amount / largest : 0.0;
    for (const float value :
         {static_cast<float>(share), log_scale(share), static_cast<float>(source_share),
          source ? log_scale(source_share) : 0.0F, static_cast<float>(relative), source ? 1.0F : 0.0F}) {
      encoding.token_features.push_back(value);
    }
    const auto descriptors = element_features(element);
    encoding.token_features.insert(encoding.token_features.end(), descriptors.begin(), descriptors.end());
    if (source) encoding.slots.push_back(static_cast<std::uint8_t>(t));
  }
  std::stable_sort(encoding.slots.begin(), encoding.slots.end(), [&](std::uint8_t a, std::uint8_t b) {
    return weights[atomic_number(encoding.elements[a])] < weights[atomic_number(encoding.elements[b])];
  });
  return encoding;
}

TargetBatch batch_targets(std::span<const TargetEncoding* const> targets) {
  TargetBatch batch;
  std::size_t tokens = 1;
  for (const TargetEncoding* target : targets) tokens = std::max(tokens, target->elements.size());
  batch.targets = static_cast<std::int64_t>(targets.size());
  batch.tokens = static_cast<std::int64_t>(tokens);
  batch.elements.assign(targets.size() * tokens, 0);
  batch.token_features.assign(targets.size() * tokens * kTokenFeatures, 0.0F);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const TargetEncoding& target = *targets[i];
    std::transform(target.elements.begin(), target.elements.end(),
                   batch.elements.begin() + static_cast<std::ptrdiff_t>(i * tokens),
                   [](Element element) { return static_cast<std::int64_t>(atomic_number(element)); });
    std::copy(target.token_features.begin(), target.token_features.end(),
              batch.token_features.begin() + static_cast<std::ptrdiff_t>(i * tokens * kTokenFeatures));
    batch.features.insert(batch.features.end(), target.features.begin(), target.features.end());
  }
  return batch;
}

}  // namespace matroute
