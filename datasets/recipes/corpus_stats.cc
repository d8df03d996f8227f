// Counting over a corpus.
#include "datasets/recipes/corpus_stats.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "chem/formula.h"

namespace matroute {
namespace {

using Counter = std::unordered_map<std::string, std::uint64_t>;

std::vector<NamedCount> most_first(const Counter& counter) {
  std::vector<NamedCount> counts;
  for (const auto& [name, count] : counter) counts.push_back({name, count});
  std::sort(counts.begin(), counts.end(), [](const NamedCount& a, const NamedCount& b) {
    return a.count != b.count ? a.count > b.count : a.name < b.name;
  });
  return counts;
}

std::string set_text(std::vector<std::string> precursors) {
  std::sort(precursors.begin(), precursors.end());
  std::string text;
  for (const std::string& precursor : precursors) text += precursor + '\n';
  return text;
}

std::vector<NamedCount> count_elements(const Counter& targets) {
  Counter elements;
  for (const auto& [target, count] : targets) {
    const auto formula = parse_formula(target);
    if (!formula.ok()) continue;
    for (const auto& [element, amount] : formula->composition) elements[std::string(symbol(element))] += count;
  }
  return most_first(elements);
}

}  // namespace

CorpusStats stats_of(const Corpus& corpus) {
  CorpusStats stats;
  Counter precursors;
  Counter targets;
  std::unordered_set<std::string> dois;
  std::unordered_set<std::string> sets;
  for (const std::string_view method : kMethodNames) stats.methods.push_back({std::string(method), 0});
  for (const Recipe& recipe : corpus.recipes) {
    ++stats.years[recipe.year.value_or(0)];
    ++stats.methods[static_cast<std::size_t>(recipe.method)].count;
    ++targets[recipe.target];
    for (const std::string& precursor : recipe.precursors) ++precursors[precursor];
    sets.insert(set_text(recipe.precursors));
    if (recipe.doi.empty()) ++stats.without_doi;
    if (!recipe.doi.empty()) dois.insert(recipe.doi);
    stats.steps += recipe.steps.size();
    const auto hot = [](const RecipeStep& step) { return step.temperature_degc.has_value(); };
    if (std::any_of(recipe.steps.begin(), recipe.steps.end(), hot)) ++stats.with_temperature;
  }
  stats.recipes = corpus.recipes.size();
  stats.papers = dois.size();
  stats.targets = targets.size();
  stats.precursors = precursors.size();
  stats.sets = sets.size();
  stats.common_precursors = most_first(precursors);
  stats.elements = count_elements(targets);
  return stats;
}

std::vector<NamedCount> part_sizes(const Split& split) {
  std::vector<NamedCount> sizes;
  sizes.reserve(kPartNames.size());
  for (const std::string_view part : kPartNames) sizes.push_back({std::string(part), 0});
  for (const Part part : split.parts) ++sizes[static_cast<std::size_t>(part)].count;
  return sizes;
}

}  // namespace matroute
