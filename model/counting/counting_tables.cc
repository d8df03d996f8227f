// The counting ranker's tables.
#include "model/counting/counting_tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace matroute {
namespace {

// Weight, in recipes, of the shares that an element's precursors have over all methods, against those by one method.
constexpr double kPooledWeight = 1.0;
// Weight, in recipes, of P(method) in P(method | context), and of that in P(method | context, element).
constexpr double kMethodBackOff = 5.0;

constexpr std::size_t index(Method method) { return static_cast<std::size_t>(method); }

}  // namespace

CountingTables::CountingTables(const CountingData& data) : data_(data) {
  data_.materials.clear();
  data_.target_hashes.clear();
  data_.system_hashes.clear();
  index_rows();
  share_out();
}

void CountingTables::index_rows() {
  context_slot_.assign(kMethodCount * kAnionContexts, -1);
  std::int32_t slots = 0;
  for (std::size_t r = 0; r < data_.rows(); ++r) {
    const std::size_t method = data_.row_method[r];
    std::int32_t& slot = context_slot_[method * kAnionContexts + data_.row_context[r]];
    if (slot < 0) {
      slot = slots++;
      slot_rows_.resize(static_cast<std::size_t>(slots) * kElements, -1);
    }
    const std::size_t element = data_.row_element[r];
    slot_rows_[static_cast<std::size_t>(slot) * kElements + element] = static_cast<std::int32_t>(r);
    target_weights_[method][element] += static_cast<double>(data_.row_targets[r]);
    const auto first = data_.entry_weight.begin() + data_.row_ptr[r];
    const auto last = data_.entry_weight.begin() + data_.row_ptr[r + 1];
    row_totals_.push_back(std::accumulate(first, last, 0.0));
    precursor_weights_[element] += row_totals_.back();
  }
}

void CountingTables::share_out() {
  // By element: material to its weights by method; the last weight is that of all methods.
  std::vector<std::map<std::uint32_t, std::array<double, kMethodCount + 1>>> by_element(kElements);
  std::array<std::array<double, kElements>, kMethodCount> totals{};
  for (std::size_t r = 0; r < data_.rows(); ++r) {
    const std::size_t element = data_.row_element[r];
    totals[data_.row_method[r]][element] += row_totals_[r];
    for (std::size_t i = data_.row_ptr[r]; i < data_.row_ptr[r + 1]; ++i) {
      auto& weights = by_element[element][data_.entry_material[i]];
      weights[data_.row_method[r]] += static_cast<double>(data_.entry_weight[i]);
      weights[kMethodCount] += static_cast<double>(data_.entry_weight[i]);
    }
  }
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    shares_[m].resize(kElements);
    for (std::size_t e = 0; e < kElements; ++e) {
      List& list = shares_[m][e];
      for (const auto& [material, weights] : by_element[e]) {
        list.materials.push_back(material);
        const double pooled = kPooledWeight * weights[kMethodCount] / precursor_weights_[e];
        list.probabilities.push_back((weights[m] + pooled) / (totals[m][e] + kPooledWeight));
      }
    }
  }
}

CountingTables::Share CountingTables::share(Method method, Element element) const {
  const List& list = shares_[index(method)][atomic_number(element)];
  return {list.materials, list.probabilities};
}

std::int32_t CountingTables::row(Method method, AnionContext context, Element element) const {
  const std::int32_t slot = context_slot_[index(method) * kAnionContexts + context];
  return slot < 0 ? -1 : slot_rows_[static_cast<std::size_t>(slot) * kElements + atomic_number(element)];
}

CountingTables::Counts CountingTables::counts(Method method, AnionContext context, Element element) const {
  const std::int32_t found = row(method, context, element);
  if (found < 0) return {};
  const auto r = static_cast<std::size_t>(found);
  const std::size_t size = data_.row_ptr[r + 1] - data_.row_ptr[r];
  return {std::span(data_.entry_material).subspan(data_.row_ptr[r], size),
          std::span(data_.entry_weight).subspan(data_.row_ptr[r], size), row_totals_[r]};
}

double CountingTables::target_weight(Method method, Element element) const {
  return target_weights_[index(method)][atomic_number(element)];
}

double CountingTables::precursor_weight(Element element) const { return precursor_weights_[atomic_number(element)]; }

double CountingTables::seen(AnionContext context, Element element) const {
  double weight = 0.0;
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    weight += row_weight(static_cast<Method>(m), context, atomic_number(element));
  }
  return weight;
}

double CountingTables::least_seen(const Target& target, TargetElements source) const {
  const ElementSet elements = target_elements(target, source);
  const ElementSet sources = source_elements(elements);
  const AnionContext context = anion_context(elements);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (sources.test(e)) least = std::min(least, seen(context, static_cast<Element>(e)));
  }
  return least;
}

bool CountingTables::has_method(Method method) const { return target_weight(method, Element::kNone) > 0; }

double CountingTables::row_weight(Method method, AnionContext context, std::size_t element) const {
  const std::int32_t found = row(method, context, static_cast<Element>(element));
  return found < 0 ? 0.0 : static_cast<double>(data_.row_targets[static_cast<std::size_t>(found)]);
}

std::array<double, kMethodCount> CountingTables::method_probabilities(AnionContext context,
                                                                      const ElementSet& sources) const {
  std::array<double, kMethodCount> prior{}, in_context{}, mean_log{};
  double all = 0.0;
  double all_in_context = 0.0;
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    all += target_weights_[m][0];
    all_in_context += row_weight(static_cast<Method>(m), context, 0);
  }
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    prior[m] = target_weights_[m][0] / all;
    in_context[m] = (row_weight(static_cast<Method>(m), context, 0) + kMethodBackOff * prior[m]) /
                    (all_in_context + kMethodBackOff);
  }
  double count = 0.0;
  for (std::size_t e = 1; e < kElements; ++e) {
    if (!sources.test(e)) continue;
    count += 1.0;
    double seen = 0.0;
    for (std::size_t m = 0; m < kMethodCount; ++m) seen += row_weight(static_cast<Method>(m), context, e);
    for (std::size_t m = 0; m < kMethodCount; ++m) {
      const double weight = row_weight(static_cast<Method>(m), context, e);
      if (prior[m] > 0) mean_log[m] += std::log((weight + kMethodBackOff * in_context[m]) / (seen + kMethodBackOff));
    }
  }
  std::array<double, kMethodCount> result{};
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    if (prior[m] > 0) result[m] = count > 0 ? std::exp(mean_log[m] / count) : in_context[m];
  }
  const double sum = std::accumulate(result.begin(), result.end(), 0.0);
  for (double& value : result) value /= sum;
  return result;
}

}  // namespace matroute
