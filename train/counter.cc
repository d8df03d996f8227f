// Counts recipes.
#include "train/counter.h"

#include <algorithm>
#include <numeric>

namespace matroute {

void RecipeCounter::add(std::span<const Recipe> recipes) {
  std::unordered_map<std::string, std::size_t> places;
  std::vector<std::string> texts;
  const auto place = [&](const std::string& text) {
    if (places.emplace(text, texts.size()).second) texts.push_back(text);
  };
  for (const Recipe& recipe : recipes) {
    place(recipe.target);
    for (const std::string& precursor : recipe.precursors) place(precursor);
  }
  const auto formulas = parse_formulas(texts);
  const auto find = [&](const std::string& text) {
    const auto& formula = formulas[places.at(text)];
    return formula ? &formula.value() : nullptr;
  };
  for (const Recipe& recipe : recipes) {
    const Formula* target = find(recipe.target);
    std::vector<const Formula*> precursors;
    for (const std::string& precursor : recipe.precursors) precursors.push_back(find(precursor));
    const bool readable =
        target != nullptr && std::find(precursors.begin(), precursors.end(), nullptr) == precursors.end();
    if (readable)
      count(*target, precursors, recipe);
    else
      ++skipped_;
  }
}

void RecipeCounter::count(const Formula& formula, const std::vector<const Formula*>& precursors, const Recipe& recipe) {
  std::map<CompositionKey, const Formula*> set;
  for (const Formula* precursor : precursors) {
    CompositionKey key = key_of(*precursor);
    if (!is_common_gas(key)) set.emplace(std::move(key), precursor);
  }
  if (set.empty()) {
    ++skipped_;
    return;
  }
  ++counted_;
  const double weight = static_cast<double>(recipe.weight);
  const Target target = make_target(formula);
  const ElementSet elements = target_elements(target, elements_);
  const ElementSet sources = source_elements(elements);
  const AnionContext context = anion_context(elements);
  const auto method = static_cast<std::uint8_t>(recipe.method);
  targets_.insert(target_hash(target.key));
  systems_.insert(system_hash(elements_of(target.key)));
  rows_[{method, context, 0}].targets += weight;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (sources.test(e)) rows_[{method, context, static_cast<std::uint8_t>(e)}].targets += weight;
  }
  for (const auto& [key, form] : set) {
    const std::size_t position = position_of(key);
    precursors_[position].weight += weight;
    precursors_[position].forms.add(*form, weight);
    const ElementSet shared = elements_of(key) & sources;
    for (std::size_t e = 1; e <= kElementCount; ++e) {
      if (shared.test(e)) rows_[{method, context, static_cast<std::uint8_t>(e)}].precursors[position] += weight;
    }
  }
}

std::size_t RecipeCounter::position_of(const CompositionKey& key) {
  const auto [entry, fresh] = positions_.try_emplace(key, precursors_.size());
  if (fresh) {
    keys_.push_back(key);
    precursors_.emplace_back();
  }
  return entry->second;
}

std::vector<std::size_t> RecipeCounter::commonest_first() const {
  std::vector<std::size_t> order(precursors_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const double x = precursors_[a].weight;
    const double y = precursors_[b].weight;
    return x != y ? x > y : keys_[a] < keys_[b];
  });
  return order;
}

CountingData RecipeCounter::data() const {
  CountingData data;
  std::vector<std::uint32_t> ids(precursors_.size());
  for (const std::size_t position : commonest_first()) {
    ids[position] = static_cast<std::uint32_t>(data.materials.size());
    data.materials.push_back(precursors_[position].forms.commonest());
  }
  data.row_ptr.push_back(0);
  for (const auto& [id, row] : rows_) {
    data.row_method.push_back(std::get<0>(id));
    data.row_context.push_back(std::get<1>(id));
    data.row_element.push_back(std::get<2>(id));
    data.row_targets.push_back(static_cast<float>(row.targets));
    std::map<std::uint32_t, double> entries;
    for (const auto& [position, weight] : row.precursors) entries.emplace(ids[position], weight);
    for (const auto& [material, weight] : entries) {
      data.entry_material.push_back(material);
      data.entry_weight.push_back(static_cast<float>(weight));
    }
    data.row_ptr.push_back(static_cast<std::uint32_t>(data.entry_material.size()));
  }
  data.target_hashes.assign(targets_.begin(), targets_.end());
  data.system_hashes.assign(systems_.begin(), systems_.end());
  return data;
}

}  // namespace matroute
