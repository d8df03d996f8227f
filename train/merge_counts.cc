// Sums of sparse tables.
#include "train/merge_counts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>

#include "chem/composition_key.h"

namespace matroute {
namespace {

using RowId = std::tuple<std::uint8_t, std::uint16_t, std::uint8_t>;  // method, context, element

struct Row {
  float targets = 0.0F;
  std::map<std::uint32_t, float> entries;
};

// Adds the rows of data to `rows`. ids: of the sum, by id of the data.
void add_rows(const CountingData& data, const std::vector<std::uint32_t>& ids, std::map<RowId, Row>& rows) {
  for (std::size_t r = 0; r < data.rows(); ++r) {
    Row& row = rows[{data.row_method[r], data.row_context[r], data.row_element[r]}];
    row.targets += data.row_targets[r];
    for (std::uint32_t i = data.row_ptr[r]; i < data.row_ptr[r + 1]; ++i) {
      row.entries[ids[data.entry_material[i]]] += data.entry_weight[i];
    }
  }
}

// Adds to `materials` those of `texts` that are new, and returns the ids of all texts.
std::vector<std::uint32_t> number_materials(const std::vector<std::string>& texts, std::vector<std::string>& materials,
                                            std::unordered_map<CompositionKey, std::uint32_t>& known) {
  std::vector<std::uint32_t> ids;
  for (const std::string& text : texts) {
    const auto [entry, fresh] = known.try_emplace(key_of(parse_formula_or_throw(text)), materials.size());
    if (fresh) materials.push_back(text);
    ids.push_back(entry->second);
  }
  return ids;
}

std::vector<std::uint64_t> united(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

}  // namespace

CountingData sum(const CountingData& first, const CountingData& second) {
  CountingData both;
  std::unordered_map<CompositionKey, std::uint32_t> known;
  std::map<RowId, Row> rows;
  for (const CountingData* data : {&first, &second}) {
    add_rows(*data, number_materials(data->materials, both.materials, known), rows);
  }
  both.row_ptr.push_back(0);
  for (const auto& [id, row] : rows) {
    both.row_method.push_back(std::get<0>(id));
    both.row_context.push_back(std::get<1>(id));
    both.row_element.push_back(std::get<2>(id));
    both.row_targets.push_back(row.targets);
    for (const auto& [material, weight] : row.entries) {
      both.entry_material.push_back(material);
      both.entry_weight.push_back(weight);
    }
    both.row_ptr.push_back(static_cast<std::uint32_t>(both.entry_material.size()));
  }
  both.target_hashes = united(first.target_hashes, second.target_hashes);
  both.system_hashes = united(first.system_hashes, second.system_hashes);
  return both;
}

SetStatistics::Data sum(const SetStatistics::Data& first, const SetStatistics::Data& second) {
  SetStatistics::Data both = second;
  both.recipes += first.recipes;
  for (std::size_t i = 0; i < first.weights.size(); ++i) both.weights[i] += first.weights[i];
  std::map<std::pair<std::uint32_t, std::uint32_t>, float> pairs;
  for (const SetStatistics::Data* data : {&first, &second}) {
    for (std::size_t i = 0; i < data->pair_low.size(); ++i) {
      pairs[{data->pair_low[i], data->pair_high[i]}] += data->pair_weights[i];
    }
  }
  both.pair_low.clear();
  both.pair_high.clear();
  both.pair_weights.clear();
  for (const auto& [pair, weight] : pairs) {
    both.pair_low.push_back(pair.first);
    both.pair_high.push_back(pair.second);
    both.pair_weights.push_back(weight);
  }
  RecipeVotesCollector votes;
  votes.add(first.votes);
  votes.add(second.votes);
  both.votes = votes.data();
  return both;
}

}  // namespace matroute
