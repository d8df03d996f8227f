// Statistics of the element features over a composition.
#include "chem/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/parallel_for.h"
#include "chem/element_data.h"
#include "chem/element_features.h"

namespace matroute {
namespace {

// The last element feature is the missing flag, which has no statistics.
constexpr std::size_t kDescriptorCount = kElementFeatureCount - 1;

constexpr std::array kStatistics = {"mean", "deviation", "min", "max", "range"};
constexpr std::array kNorms = {2, 3, 5, 7};
constexpr std::array kSingleFractions = {Element::H, Element::C,  Element::N,  Element::O,  Element::F,  Element::P,
                                         Element::S, Element::Cl, Element::Se, Element::Br, Element::Te, Element::I};

struct Share {
  Element element;
  double fraction;
};

// By atomic number, so that sums do not depend on the order of the elements.
std::vector<Share> sorted_shares(const Composition& composition) {
  std::vector<Share> shares;
  shares.reserve(composition.size());
  for (const auto& [element, amount] : composition) shares.push_back({element, amount.to_double()});
  std::ranges::sort(shares, {}, &Share::element);
  double total = 0.0;
  for (const Share& share : shares) total += share.fraction;
  for (Share& share : shares) share.fraction /= total;
  return shares;
}

double norm(std::span<const Share> shares, int p) {
  double sum = 0.0;
  for (const Share& share : shares) sum += std::pow(share.fraction, p);
  return std::pow(sum, 1.0 / p);
}

// The five statistics of one descriptor.
float* write_statistics(std::span<const Share> shares, std::size_t j, float* out) {
  double mean = 0.0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto& [element, fraction] : shares) {
    const double value = element_features(element)[j];
    mean += fraction * value;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  double variance = 0.0;
  for (const auto& [element, fraction] : shares) {
    const double difference = element_features(element)[j] - mean;
    variance += fraction * difference * difference;
  }
  for (const double statistic : {mean, std::sqrt(variance), low, high, high - low})
    *out++ = static_cast<float>(statistic);
  return out;
}

float* write_stoichiometry(std::span<const Share> shares, float* out) {
  *out++ = static_cast<float>(shares.size());
  for (const int p : kNorms) *out++ = static_cast<float>(norm(shares, p));
  double entropy = 0.0;
  for (const Share& share : shares) entropy -= share.fraction * std::log(share.fraction);
  *out++ = static_cast<float>(entropy);
  return out;
}

float* write_fractions(std::span<const Share> shares, float* out) {
  double anions = 0.0;
  double cations = 0.0;
  double charge = 0.0;
  double missing = 0.0;
  for (const auto& [element, fraction] : shares) {
    const double state = element_data(element).common_oxidation_state;
    if (state < 0.0) anions += fraction;
    if (state > 0.0) cations += fraction;
    charge += fraction * state;
    missing += fraction * element_features(element)[kDescriptorCount];
  }
  for (const double value : {anions, cations, charge, missing}) *out++ = static_cast<float>(value);
  for (const Element single : kSingleFractions) {
    const auto it = std::ranges::find(shares, single, &Share::element);
    *out++ = it == shares.end() ? 0.0F : static_cast<float>(it->fraction);
  }
  return out;
}

constexpr std::size_t kFeatureCount =
    kDescriptorCount * kStatistics.size() + 1 + kNorms.size() + 1 + 4 + kSingleFractions.size();

void write_features(const Composition& composition, float* out) {
  if (composition.empty()) return;
  const std::vector<Share> shares = sorted_shares(composition);
  for (std::size_t j = 0; j < kDescriptorCount; ++j) out = write_statistics(shares, j, out);
  write_fractions(shares, write_stoichiometry(shares, out));
}

}  // namespace

const std::vector<std::string>& feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (std::size_t j = 0; j < kDescriptorCount; ++j) {
      for (const char* statistic : kStatistics) list.push_back(statistic + (" " + element_feature_names()[j]));
    }
    list.emplace_back("number of elements");
    for (const int p : kNorms) list.push_back("norm " + std::to_string(p));
    for (const char* name : {"entropy", "fraction anions", "fraction cations", "charge", "fraction missing"}) {
      list.emplace_back(name);
    }
    for (const Element single : kSingleFractions) list.push_back("fraction " + std::string(symbol(single)));
    return list;
  }();
  return names;
}

std::vector<float> composition_features(const Composition& composition) {
  std::vector<float> features(kFeatureCount, 0.0F);
  write_features(composition, features.data());
  return features;
}

std::vector<float> featurize(std::span<const Composition> compositions) {
  std::vector<float> rows(compositions.size() * kFeatureCount, 0.0F);
  parallel_for(compositions.size(), 64,
               [&](std::size_t i) { write_features(compositions[i], &rows[i * kFeatureCount]); });
  return rows;
}

}  // namespace matroute
