// The routes of a small network, trained for a moment on the recipes of docs/examples: encoding, training, search and
// balancing together.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "datasets/recipes/importer.h"
#include "model/network/network_ranker.h"
#include "model/search/route_search.h"
#include "tests/base/one_thread.h"
#include "train/fit_network.h"

namespace matroute {
namespace {

NetworkRanker example_ranker() {
  const testing_threads::OneThread one_thread;
  ImportOptions import;
  import.files = {MATROUTE_SOURCE_DIR "/docs/examples/classic_recipes.json"};
  TrainerOptions options;
  options.width = options.hidden = 16;
  options.layers = 1;
  options.heads = 2;
  options.epochs = 30;
  options.batch = 64;
  options.learning_rate = 1e-2;
  const TrainingHooks hooks = {[](const TrainingStep&) {}, [](double, double) {}, [] { return std::nullopt; },
                               [](const std::vector<Tensor>&) {}};
  const Corpus corpus = import_recipes(import).corpus;
  FitTask task;
  task.recipes = corpus.recipes;
  task.seed = 1;
  task.epochs = options.epochs;
  Fitted fitted = fit_network(task, options, {}, hooks);
  std::vector<RouteNetwork> members;
  members.push_back(std::move(*fitted.network));
  return {std::make_shared<const Counts>(fitted.data, "test"), fitted.data, std::move(members), 0.0, "test"};
}

struct PinnedRoute {
  double probability = 0.0;
  std::string text;  // method and equation
};

std::vector<PinnedRoute> routes_of(const NetworkRanker& ranker, const std::string& target) {
  RouteSearchOptions options;
  options.routes = 1;
  const Target one = make_target(parse_formula_or_throw(target));
  std::vector<PinnedRoute> routes;
  const TargetRoutes found = RouteSearch(ranker, nullptr, options).search({&one, 1}).front();
  for (const Route& route : found.routes) {
    routes.push_back(
        {static_cast<double>(route.probability), fmt::format("{} {}", name(route.method), route.equation)});
  }
  return routes;
}

// A change here is a change for users: say why in the commit, and replace the file by what the test prints. Processors
// round differently, and training makes more of it: probabilities may differ by a little.
TEST(PinnedNetworkRoutes, AreThoseOfTheFile) {
  const NetworkRanker ranker = example_ranker();
  std::ifstream pinned(MATROUTE_SOURCE_DIR "/tests/regression/pinned_network_routes.txt");
  std::string printed;
  for (const char* target : {"BaTiO3", "LiCoO2", "Li7La3Zr2O12", "YBa2Cu3O7", "Y3Al5O12:Ce0.06", "MgAl2O4"}) {
    for (const PinnedRoute& route : routes_of(ranker, target)) {
      printed += fmt::format("{:.2f} {}\n", route.probability, route.text);
      double probability = 0.0;
      std::string text;
      pinned >> probability >> std::ws;
      std::getline(pinned, text);
      EXPECT_EQ(route.text, text);
      EXPECT_NEAR(route.probability, probability, 0.05);
    }
  }
  if (HasFailure()) std::cout << printed;
}

}  // namespace
}  // namespace matroute
