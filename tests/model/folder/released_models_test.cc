// Models of every released format version, whose routes must stay what the program that made them said.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "model/folder/make_model.h"
#include "model/search/route_search.h"

namespace matroute {
namespace {

struct PinnedRoute {
  std::string method;
  double probability = 0.0;
  std::string equation;
};

// By model and target, best first; tests/data/README.md says where they come from.
using PinnedRoutes = std::map<std::string, std::map<std::string, std::vector<PinnedRoute>>>;

PinnedRoutes read_pinned(const std::string& path) {
  PinnedRoutes routes;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);  // names of the columns
  while (std::getline(file, line)) {
    std::vector<std::string> fields(1);
    for (const char letter : line) {
      if (letter == ',')
        fields.emplace_back();
      else
        fields.back() += letter;
    }
    routes[fields.at(0)][fields.at(1)].push_back({fields.at(3), std::stod(fields.at(4)), fields.at(5)});
  }
  return routes;
}

TEST(ReleasedModels, AnswerAsTheProgramThatMadeThem) {
  const std::string folder = MATROUTE_SOURCE_DIR "/tests/data/v1/";
  const PinnedRoutes pinned = read_pinned(folder + "model_routes.csv");
  ASSERT_EQ(pinned.size(), 2U);
  for (const auto& [name, by_target] : pinned) {
    const LoadedModel model = load_model(folder + name);
    EXPECT_EQ(model.info.format_version, 1);
    EXPECT_EQ(model.info.training.recipes, 423U);
    RouteSearchOptions options;
    options.routes = 3;
    const RouteSearch search(*model.ranker, model.rescorer.get(), options);
    for (const auto& [target, expected] : by_target) {
      const Target parsed = make_target(parse_formula_or_throw(target));
      const auto routes = search.search({&parsed, 1}).front().routes;
      ASSERT_EQ(routes.size(), expected.size()) << name << " " << target;
      for (std::size_t i = 0; i < routes.size(); ++i) {
        EXPECT_EQ(routes[i].equation, expected[i].equation) << name << " " << target;
        EXPECT_EQ(std::string(matroute::name(routes[i].method)), expected[i].method) << name << " " << target;
        EXPECT_NEAR(routes[i].probability, expected[i].probability, 1e-5) << name << " " << target;
      }
    }
  }
}

}  // namespace
}  // namespace matroute
