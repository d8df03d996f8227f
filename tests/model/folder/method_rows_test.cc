// Models whose methods stand in another order, are fewer, or are unknown.
#include "model/folder/method_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "model/folder/make_model.h"
#include "model/search/route_search.h"
#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

using Names = std::vector<std::string>;

std::string fault_of(const Names& names) {
  try {
    MethodRows(names, "test");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    return error.what();
  }
  return "no fault";
}

Tensor tensor_of(const std::string& name, std::vector<std::uint64_t> shape, std::vector<float> values) {
  Tensor tensor = Tensor::of<float>(name, values);
  tensor.shape = std::move(shape);
  return tensor;
}

std::vector<float> floats_of(Tensor tensor) {
  tensor.shape = {tensor.bytes.size() / sizeof(float)};
  return values_of<float>({tensor}, tensor.name, "test");
}

std::vector<float> mapped(const Names& names, const std::string& part, const Tensor& tensor) {
  std::vector<Tensor> tensors = {tensor};
  MethodRows(names, "test").to_program(part, tensors, "test");
  return floats_of(tensors[0]);
}

TEST(MethodRows, NamesThatThisProgramDoesNotKnowAreRefused) {
  EXPECT_EQ(fault_of({"other", "sol-gel", "solid-state"}), "no fault");
  EXPECT_THAT(fault_of({"solid-state", "microwave"}), testing::HasSubstr("microwave"));
  EXPECT_THAT(fault_of({"sol-gel", "sol-gel"}), testing::HasSubstr("twice"));
  EXPECT_THAT(fault_of({}), testing::HasSubstr("no methods"));
}

TEST(MethodRows, EveryPlaceOfMethodsIsMapped) {
  const Names names = {"sol-gel", "solid-state"};  // one is missing
  EXPECT_EQ(kMethodNames.size(), 3U) << "the rows below are those of three methods";
  EXPECT_THAT(mapped(names, "network", tensor_of("method_out.bias", {2}, {1, 2})), testing::ElementsAre(2, 1, -1e9F));
  EXPECT_THAT(mapped(names, "network", tensor_of("method_in.weight", {2, 2}, {1, 2, 3, 4})),
              testing::ElementsAre(3, 4, 1, 2, 0, 0));
  EXPECT_THAT(mapped(names, "network", tensor_of("identity_bias", {2, 2}, {1, 2, 3, 4})),
              testing::ElementsAre(2, 1, 0, 4, 3, 0));
  EXPECT_THAT(mapped(names, "network", tensor_of("material_scale", {3}, {7, 1, 2})), testing::ElementsAre(7, 2, 1, 1));
  EXPECT_THAT(mapped(names, "network", tensor_of("material_in.weight", {2, 3}, {7, 1, 2, 8, 3, 4})),
              testing::ElementsAre(7, 2, 1, 0, 8, 4, 3, 0));
  EXPECT_THAT(mapped(names, "reranker", tensor_of("sharpness", {2}, {4, 5})), testing::ElementsAre(5, 4, 1));
  EXPECT_THAT(mapped(names, "reranker", tensor_of("none_shift", {2}, {4, 5})), testing::ElementsAre(5, 4, 0));
  EXPECT_THAT(mapped(names, "network", tensor_of("end_key", {1, 2}, {4, 5})), testing::ElementsAre(4, 5))
      << "no methods stand in it";
}

TEST(MethodRows, TensorsThatHoldOtherMethodsAreRefused) {
  const Names names = {"sol-gel", "solid-state"};
  EXPECT_THROW(mapped(names, "network", tensor_of("method_out.bias", {3}, {1, 2, 3})), Error);
  EXPECT_THROW(mapped(names, "network", tensor_of("material_mean", {1}, {1})), Error);
  std::vector<Tensor> votes = {Tensor::of<std::uint8_t>("statistics.votes.methods", std::vector<std::uint8_t>{2})};
  EXPECT_THROW(MethodRows(names, "test").to_program("reranker", votes, "test"), Error);
}

// The other way round: takes the rows of these methods, in this order, out of tensors in the program's rows.
class Reduced {
 public:
  explicit Reduced(Names names) : names_(std::move(names)) {
    for (const std::string& name : names_) methods_.push_back(static_cast<std::size_t>(*method_from_name(name)));
  }

  // A model whose tensors hold these methods alone.
  LoadedModel model() const {
    ModelFiles files;
    for (const auto& [name, content] : testing_models::barium_titanate_files()) {
      auto tensors = read_safetensors(content, name);
      for (Tensor& tensor : tensors) take(tensor);
      if (name == "counts.safetensors") tensors = counts();
      files[name] = write_safetensors(tensors);
    }
    ModelInfo card = testing_models::barium_titanate_card();
    card.methods = names_;
    return make_model(card, files, "test");
  }

 private:
  void take(Tensor& tensor) const {
    const std::string& name = tensor.name;
    if (name.starts_with("method_") || name.starts_with("material_bias") || name == "end_bias" || name == "sharpness" ||
        name == "none_shift") {
      take(tensor, 0);
    } else if (name == "identity_bias" || name == "material_in.weight" || name == "material_mean" ||
               name == "material_scale") {
      take(tensor, tensor.shape.size() - 1);
    }
  }

  // The methods are the last of the dimension.
  void take(Tensor& tensor, std::size_t dimension) const {
    const auto values = floats_of(tensor);
    const std::size_t extent = tensor.shape[dimension];
    const std::size_t inner = std::accumulate(tensor.shape.begin() + static_cast<std::ptrdiff_t>(dimension) + 1,
                                              tensor.shape.end(), std::size_t{1}, std::multiplies<>());
    std::vector<std::size_t> kept(extent - kMethodNames.size());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    for (const std::size_t method : methods_) kept.push_back(extent - kMethodNames.size() + method);
    std::vector<float> taken;
    for (std::size_t outer = 0; outer < values.size() / (extent * inner); ++outer) {
      for (const std::size_t row : kept) {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>((outer * extent + row) * inner);
        taken.insert(taken.end(), first, first + static_cast<std::ptrdiff_t>(inner));
      }
    }
    auto shape = tensor.shape;
    shape[dimension] = kept.size();
    tensor = tensor_of(tensor.name, shape, taken);
  }

  // Rows by method in the order of the names, as a program with these methods counts.
  std::vector<Tensor> counts() const {
    const CountingData all = testing_models::barium_titanate_data();
    CountingData data;
    data.row_ptr = {0};
    for (std::size_t m = 0; m < methods_.size(); ++m) {
      for (std::size_t r = 0; r < all.rows(); ++r) {
        if (all.row_method[r] != methods_[m]) continue;
        data.row_method.push_back(static_cast<std::uint8_t>(m));
        data.row_context.push_back(all.row_context[r]);
        data.row_element.push_back(all.row_element[r]);
        data.row_targets.push_back(all.row_targets[r]);
        for (std::uint32_t i = all.row_ptr[r]; i < all.row_ptr[r + 1]; ++i) {
          data.entry_material.push_back(all.entry_material[i]);
          data.entry_weight.push_back(all.entry_weight[i]);
        }
        data.row_ptr.push_back(static_cast<std::uint32_t>(data.entry_material.size()));
      }
    }
    return to_tensors(data);
  }

  Names names_;
  std::vector<std::size_t> methods_;
};

TargetRoutes answer_of(const LoadedModel& model, const RouteSearchOptions& options) {
  const Target target = make_target(parse_formula_or_throw("BaTiO3"));
  return RouteSearch(*model.ranker, model.rescorer.get(), options).search({&target, 1}).front();
}

std::vector<Route> routes_of(const LoadedModel& model) {
  RouteSearchOptions options;
  options.routes = 20;
  return answer_of(model, options).routes;
}

TEST(MethodRows, AModelWithItsMethodsInAnotherOrderAnswersAsBefore) {
  const auto expected =
      routes_of(make_model(testing_models::barium_titanate_card(), testing_models::barium_titanate_files(), "test"));
  ASSERT_GT(expected.size(), 2U);
  for (const Names& names : {Names{"sol-gel", "solid-state", "other"}, Names{"other", "sol-gel", "solid-state"}}) {
    const LoadedModel model = Reduced(names).model();
    EXPECT_EQ(model.info.methods, names) << "the card is as it was read";
    const auto routes = routes_of(model);
    ASSERT_EQ(routes.size(), expected.size());
    for (std::size_t i = 0; i < routes.size(); ++i) {
      EXPECT_EQ(routes[i].equation, expected[i].equation);
      EXPECT_EQ(routes[i].method, expected[i].method);
      EXPECT_EQ(routes[i].probability, expected[i].probability);
    }
  }
}

TEST(MethodRows, AMethodThatTheModelLacksIsNeverSearched) {
  const LoadedModel model = Reduced({"solid-state"}).model();
  const auto routes = routes_of(model);
  ASSERT_FALSE(routes.empty());
  for (const Route& route : routes) EXPECT_EQ(route.method, Method::kSolidState);
  RouteSearchOptions options;
  options.constraints.method = Method::kSolGel;
  const TargetRoutes found = answer_of(model, options);
  EXPECT_TRUE(found.routes.empty());
  EXPECT_THAT(found.message, testing::HasSubstr("no sol-gel recipes"));
}

}  // namespace
}  // namespace matroute
