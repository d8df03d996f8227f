// The routes of a small model, from the recipes of docs/examples: import, counting, search and balancing together.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <sstream>

#include "datasets/recipes/importer.h"
#include "model/counting/counting_ranker.h"
#include "model/search/route_search.h"
#include "train/train_counting.h"

namespace matroute {
namespace {

CountingRanker example_ranker() {
  ImportOptions options;
  options.files = {MATROUTE_SOURCE_DIR "/docs/examples/classic_recipes.json"};
  const Corpus corpus = import_recipes(options).corpus;
  std::vector<std::size_t> rows(corpus.recipes.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedModel model = train_counting(corpus, rows);
  const auto tensors = read_safetensors(model.files.at("counts.safetensors"), "test");
  const CountingData data = counting_data_from_tensors(tensors, model.info.vocabulary, "test");
  return {std::make_shared<const Counts>(data, "test"), TargetElements::kFull};
}

std::string routes_text(const CountingRanker& ranker) {
  RouteSearchOptions options;
  options.routes = 3;
  const RouteSearch search(ranker, nullptr, options);
  std::string text;
  for (const char* target :
       {"BaTiO3", "LiCoO2", "Li7La3Zr2O12", "LiFePO4", "YBa2Cu3O7", "Y3Al5O12:Ce0.06", "ZnS", "BaPuO3"}) {
    const Target one = make_target(parse_formula_or_throw(target));
    const TargetRoutes found = search.search({&one, 1}).front();
    text += fmt::format("{}{}\n", target, found.out_of_domain ? ": unseen" : "");
    if (!found.message.empty()) text += "  " + found.message + "\n";
    for (const Route& route : found.routes) {
      text += fmt::format("  {:.3f} {} {}\n", route.probability, name(route.method), route.equation);
    }
  }
  return text;
}

// A change here is a change for users: say why in the commit, and replace the file by what the test prints.
TEST(PinnedRoutes, AreThoseOfTheFile) {
  std::stringstream pinned;
  pinned << std::ifstream(MATROUTE_SOURCE_DIR "/tests/regression/pinned_routes.txt").rdbuf();
  EXPECT_EQ(routes_text(example_ranker()), pinned.str());
}

}  // namespace
}  // namespace matroute
