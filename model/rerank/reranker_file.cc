// Tensors of the re-ranker's file.
#include "model/rerank/reranker_file.h"

#include <algorithm>
#include <tuple>

#include "base/error.h"

namespace matroute {
namespace {

// The name of a tensor of SetStatistics::Data in the re-ranker's file.
std::string statistics_name(const std::string& name) { return "statistics." + name; }

}  // namespace

std::vector<Tensor> to_tensors(const Reranker& network, const SetStatistics::Data& statistics) {
  std::vector<Tensor> tensors = network.weights();
  tensors.push_back(Tensor::of<float>(statistics_name("weights"), statistics.weights));
  tensors.push_back(Tensor::of<std::uint32_t>(statistics_name("pair_low"), statistics.pair_low));
  tensors.push_back(Tensor::of<std::uint32_t>(statistics_name("pair_high"), statistics.pair_high));
  tensors.push_back(Tensor::of<float>(statistics_name("pair_weights"), statistics.pair_weights));
  tensors.push_back(Tensor::of<float>(statistics_name("recipes"), std::span(&statistics.recipes, 1)));
  for (Tensor& tensor : to_tensors(statistics.votes, statistics_name("votes."))) tensors.push_back(std::move(tensor));
  return tensors;
}

namespace {

void require_pairs(const SetStatistics::Data& data, const std::string& where) {
  for (std::size_t i = 0; i < data.pair_low.size(); ++i) {
    const std::string pair = where + ": pair " + std::to_string(i);
    if (data.pair_low[i] >= data.pair_high[i] || data.pair_high[i] >= data.weights.size()) {
      throw Error(ErrorKind::kModel, pair + " names no two precursors");
    }
    if (i > 0 && std::tie(data.pair_low[i - 1], data.pair_high[i - 1]) >= std::tie(data.pair_low[i], data.pair_high[i]))
      throw Error(ErrorKind::kModel, pair + " is not in ascending order");
  }
}

}  // namespace

RerankerParts reranker_from_tensors(std::vector<Tensor> tensors, std::size_t materials, const std::string& where) {
  SetStatistics::Data data;
  data.weights = values_of<float>(tensors, statistics_name("weights"), where);
  data.pair_low = values_of<std::uint32_t>(tensors, statistics_name("pair_low"), where);
  data.pair_high = values_of<std::uint32_t>(tensors, statistics_name("pair_high"), where);
  data.pair_weights = values_of<float>(tensors, statistics_name("pair_weights"), where);
  const auto recipes = values_of<float>(tensors, statistics_name("recipes"), where);
  const bool sized = data.weights.size() == materials && data.pair_low.size() == data.pair_high.size() &&
                     data.pair_low.size() == data.pair_weights.size() && recipes.size() == 1;
  if (!sized) throw Error(ErrorKind::kModel, where + ": the statistics of precursors contradict each other");
  require_pairs(data, where);
  data.recipes = recipes.front();
  const auto negative = [](float weight) { return weight < 0.0F; };
  if (std::ranges::any_of(data.weights, negative) || std::ranges::any_of(data.pair_weights, negative) ||
      negative(data.recipes)) {
    throw Error(ErrorKind::kModel, where + ": a weight of recipes is negative");
  }
  data.votes = recipe_votes_from_tensors(tensors, statistics_name("votes."), materials, where);
  std::erase_if(tensors, [](const Tensor& tensor) { return tensor.name.starts_with(statistics_name("")); });
  RerankerParts parts{std::move(data), Reranker(0)};
  parts.network.set_weights(tensors, where);
  const auto not_positive = [](float factor) { return factor <= 0.0F; };
  if (std::ranges::any_of(values_of<float>(tensors, "sharpness", where), not_positive)) {
    throw Error(ErrorKind::kModel, where + ": a sharpness of probabilities is not positive");
  }
  return parts;
}

}  // namespace matroute
