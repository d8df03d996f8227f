#include "predict/predictor.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

PredictorOptions shipped() {
  PredictorOptions options;
  options.model = std::string(MATROUTE_SOURCE_DIR) + "/models/default";
  options.device = "cpu";
  return options;
}

TEST(Predictor, AnswersAListInItsOrder) {
  PredictorOptions options = shipped();
  options.routes = 2;
  options.threads = 1;
  const auto predictor = open_predictor(options);
  EXPECT_EQ(predictor->device(), "cpu");
  EXPECT_FALSE(predictor->model().sha256.empty());
  const std::vector<std::string> formulas = {"BaTiO3", "Xy", "LiCoO2"};
  const std::vector<Answer> answers = predictor->predict(formulas);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].result.routes.size(), 2U);
  EXPECT_EQ(answers[1].result.status, Status::kBadFormula);
  EXPECT_EQ(answers[2].result.formula_input, "LiCoO2");
  EXPECT_EQ(answers[2].result.row, 2U);
  EXPECT_TRUE(predictor->predict(std::vector<std::string>{}).empty());
}

TEST(Predictor, AnswersAStreamUntilItIsToldToStop) {
  const auto predictor = open_predictor(shipped());
  const auto source = targets_from_list({"BaTiO3", "LiCoO2", "SrTiO3"});
  ScreenOptions options;
  options.stream.batch_size = 1;
  options.stream.stop = [] { return true; };
  std::size_t answered = 0;
  const ScreenSummary summary = predictor->predict(*source, options, [&](const Answer&) { ++answered; });
  EXPECT_TRUE(summary.stopped);
  EXPECT_EQ(answered, 1U);
}

TEST(Predictor, FaultsOfTheOptionsAreErrors) {
  const auto kind_of = [](const PredictorOptions& options) {
    try {
      open_predictor(options);
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::kInternal;
  };
  PredictorOptions options = shipped();
  options.device = "abacus";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = shipped();
  options.model = "/nowhere";
  EXPECT_EQ(kind_of(options), ErrorKind::kModel);
  options = shipped();
  options.routes = 0;
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options = shipped();
  options.constraints.stock_file = "/nowhere.txt";
  EXPECT_EQ(kind_of(options), ErrorKind::kInput);
}

}  // namespace
}  // namespace matroute
