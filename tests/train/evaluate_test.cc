// From recipes to counts, a model folder, and scores.
#include "train/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/counting/counting_ranker.h"
#include "train/evaluation_report.h"
#include "train/train_counting.h"

namespace matroute {
namespace {

Recipe recipe(const std::string& target, std::vector<std::string> precursors, Method method = Method::kSolidState,
              float weight = 1.0F) {
  Recipe result;
  result.target = target;
  result.precursors = std::move(precursors);
  result.method = method;
  result.doi = "10.1/" + target;
  result.year = 2001;
  result.weight = weight;
  return result;
}

Corpus small_corpus() {
  Corpus corpus;
  corpus.recipes = {recipe("BaTiO3", {"BaCO3", "TiO2"}),
                    recipe("Ba2TiO4", {"TiO2", "BaCO3", "CO2"}),
                    recipe("SrTiO3", {"SrCO3", "TiO2"}),
                    recipe("BaZrO3", {"Ba(NO3)2", "ZrO(NO3)2·xH2O"}, Method::kSolGel, 0.5F),
                    recipe("Ba?", {"BaO"}),
                    recipe("BaO2", {"O2"})};
  corpus.recipes[2].year = 2004;
  corpus.recipes[3].year.reset();
  return corpus;
}

TrainedModel train(TargetElements elements = TargetElements::kFull) {
  const Corpus corpus = small_corpus();
  const std::vector<std::size_t> rows = {0, 1, 2, 3, 4, 5};
  return train_counting(corpus, rows, elements);
}

CountingData data_of(const TrainedModel& model) {
  return counting_data_from_tensors(read_safetensors(model.files.at("counts.safetensors"), "test"),
                                    model.info.vocabulary, "test");
}

TEST(TrainCounting, CountsWhatCanBeReadAndSaysHowMany) {
  const TrainedModel model = train();
  EXPECT_EQ(model.info.training.recipes, 4U);
  EXPECT_EQ(model.skipped, 2U);  // an unreadable target, and nothing but a common gas
  EXPECT_EQ(model.info.training.first_year, 2001);
  EXPECT_EQ(model.info.training.last_year, 2004);
  EXPECT_EQ(model.info.vocabulary.front(), "TiO2");  // the commonest
  EXPECT_THAT(model.info.vocabulary, testing::Contains("ZrO(NO3)2"));
  EXPECT_THAT(model.info.vocabulary, testing::Not(testing::Contains("CO2")));
  EXPECT_EQ(data_of(model).target_hashes.size(), 4U);
}

TEST(TrainCounting, WeightsAreKept) {
  const CountingData data = data_of(train());
  float sol_gel = 0.0F;
  for (std::size_t r = 0; r < data.rows(); ++r) {
    if (data.row_method[r] == 1 && data.row_element[r] == 0) sol_gel += data.row_targets[r];
  }
  EXPECT_FLOAT_EQ(sol_gel, 0.5F);
}

TEST(TrainCounting, NothingToCountIsAnError) {
  const Corpus corpus = small_corpus();
  const std::vector<std::size_t> rows = {4, 5};
  EXPECT_THROW(train_counting(corpus, rows), Error);
}

TEST(TrainCounting, TheOrderOfRecipesDoesNotMatter) {
  Corpus corpus = small_corpus();
  const std::vector<std::size_t> rows = {5, 3, 1, 4, 2, 0};
  EXPECT_EQ(train_counting(corpus, rows).files, train().files);
}

TEST(Evaluate, KnownRecipesAreFound) {
  const CountingData data = data_of(train());
  const CountingRanker ranker(std::make_shared<const Counts>(data, "test"), TargetElements::kFull);
  const auto recipes = small_corpus().recipes;
  const Evaluation evaluation = evaluate(ranker, nullptr, recipes, {data.target_hashes, data.system_hashes}, {});
  ASSERT_EQ(evaluation.rows.size(), 6U);
  EXPECT_EQ(evaluation.rows[0].outcome.rank, 1U);
  EXPECT_EQ(evaluation.rows[1].outcome.rank, 1U);  // CO2 is left out
  EXPECT_FALSE(evaluation.rows[4].outcome.readable);
  EXPECT_EQ(evaluation.rows[4].outcome.rank, 0U);
  EXPECT_EQ(evaluation.rows[0].novelty, Novelty::kSeenTarget);
  EXPECT_EQ(evaluation.all.rows, 6U);
  EXPECT_EQ(evaluation.groups.at("sol-gel").rows, 1U);
  EXPECT_EQ(evaluation.groups.at("unseen system").rows, 1U);
}

TEST(Evaluate, TheRecordedMethodCanBeAskedFor) {
  const CountingData data = data_of(train());
  const CountingRanker ranker(std::make_shared<const Counts>(data, "test"), TargetElements::kFull);
  const std::vector<Recipe> recipes = {recipe("BaZrO3", {"Ba(NO3)2", "ZrO(NO3)2"}, Method::kSolGel)};
  EvaluateOptions options;
  options.method.recorded = true;
  EXPECT_EQ(evaluate(ranker, nullptr, recipes, {}, options).rows[0].outcome.rank, 1U);
  EXPECT_FALSE(evaluate(ranker, nullptr, recipes, {}, options).rows[0].novelty.has_value());
}

TEST(EvaluationReport, TableAndJsonHoldTheScores) {
  const CountingData data = data_of(train());
  const CountingRanker ranker(std::make_shared<const Counts>(data, "test"), TargetElements::kFull);
  const Evaluation evaluation =
      evaluate(ranker, nullptr, small_corpus().recipes, {data.target_hashes, data.system_hashes}, {});
  const std::string table = evaluation_table({&evaluation, 1});
  EXPECT_THAT(table, testing::HasSubstr("counting   all                 6"));
  const auto json = nlohmann::json::parse(evaluation_json({&evaluation, 1}));
  EXPECT_EQ(json["targets"].size(), 6U);
  EXPECT_EQ(json["rankers"][0]["all"]["rows"], 6);
  EXPECT_EQ(json["targets"][0]["rank"], 1);
  EXPECT_TRUE(json["targets"][4]["rank"].is_null());
}

}  // namespace
}  // namespace matroute
