// From a corpus to a model: nothing leaks between folds, and twice gives the same files.
#include "train/train_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "base/error.h"
#include "model/folder/make_model.h"
#include "model/folder/model_parts.h"
#include "tests/base/one_thread.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/recipes/sample_corpus.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

// Oxides of two metals each; every one in so many papers.
Corpus corpus_of(int papers) {
  Corpus corpus;
  const std::vector<std::vector<std::string>> sets = {{"BaCO3", "TiO2"}, {"Li2CO3", "Co3O4"}, {"La2O3", "MnO2"},
                                                      {"Y2O3", "Al2O3"}, {"CaCO3", "ZrO2"},   {"SrCO3", "SnO2"}};
  const std::vector<std::string> targets = {"BaTiO3", "LiCoO2", "LaMnO3", "Y3Al5O12", "CaZrO3", "SrSnO3"};
  for (int p = 0; p < papers; ++p) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      corpus.recipes.push_back(
          sample_recipe(targets[i], sets[i], "10.1/" + targets[i] + "." + std::to_string(p), 2000 + p));
    }
  }
  return corpus;
}

NetworkOptions small_options() {
  NetworkOptions options;
  options.network.width = options.network.hidden = 16;
  options.network.heads = options.network.layers = 1;
  options.network.epochs = 40;
  options.network.batch = 16;
  options.network.learning_rate = 1e-2;
  options.reranker.fewest_steps = 100;
  options.folds = 2;
  return options;
}

TrainedModel train(const Corpus& corpus, const NetworkOptions& options, const CheckpointFolder& checkpoints,
                   const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const testing_threads::OneThread one_thread;
  std::vector<std::size_t> rows(corpus.recipes.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainingEvents events = {[](const std::string&) {}, progress, [](const std::string&) {}};
  return train_network_model(corpus, rows, options, {}, checkpoints, events);
}

TrainedModel train(const Corpus& corpus, const NetworkOptions& options = small_options()) {
  const TempDir dir;
  const CheckpointFolder checkpoints(dir.path("model"), "test", CheckpointFolder::Begin::kNew);
  return train(corpus, options, checkpoints, [](std::uint64_t, std::uint64_t) {});
}

TEST(TrainNetwork, WhatOnePaperAloneKnowsIsNeverFoundWhereItIsHeldOut) {
  NetworkOptions options = small_options();
  options.members = 0;  // the figures alone
  const TrainedModel model = train(corpus_of(1), options);
  EXPECT_TRUE(model.files.empty());
  const auto& alone = model.info.metrics;
  EXPECT_EQ(alone.at("cross-validated network exact@20"), 0.0);
  EXPECT_EQ(alone.at("cross-validated re-ranked network exact@20"), 0.0);
  EXPECT_EQ(alone.at("cross-validated counting exact@20"), 0.0);
  const auto known = train(corpus_of(8), options).info.metrics;
  EXPECT_GT(known.at("cross-validated network exact@1"), 0.9);
  EXPECT_GT(known.at("cross-validated re-ranked network exact@1"), 0.9);
}

TEST(TrainNetwork, TwiceGivesTheSameModelThatLoads) {
  const Corpus corpus = corpus_of(2);
  TrainedModel first = train(corpus);
  const TrainedModel second = train(corpus);
  EXPECT_EQ(first.files, second.files);
  EXPECT_EQ(first.info.metrics, second.info.metrics);
  const LoadedModel loaded = make_model(first.info, first.files, "test");
  const auto targets = testing_targets::targets_of({"BaTiO3"});
  EXPECT_FALSE(loaded.ranker->under({})->rank(testing_targets::pointers_to(targets), 0).front().sets.empty());
  EXPECT_NE(loaded.rescorer, nullptr);
}

TEST(TrainNetwork, AnEnsembleIsJudgedByAllNetworksOfAFold) {
  NetworkOptions options = small_options();
  options.network.epochs = 4;
  Corpus corpus = corpus_of(8);
  for (std::size_t i = 0; i < corpus.recipes.size(); i += 12) corpus.recipes[i].precursors = {"BaO", "TiO2"};
  const auto one = train(corpus, options).info.metrics;
  options.members = 2;
  const auto two = train(corpus, options).info.metrics;
  EXPECT_NE(two.at("cross-validated network ECE"), one.at("cross-validated network ECE"));
  EXPECT_NE(two.at("cross-validated re-ranked network ECE"), one.at("cross-validated re-ranked network ECE"));
  EXPECT_EQ(two.at("cross-validated counting ECE"), one.at("cross-validated counting ECE"));
}

// Cut off after the first of three networks, and while the second is at work.
TEST(TrainNetwork, GoingOnGivesWhatOneRunGives) {
  const Corpus corpus = corpus_of(2);
  const TrainedModel whole = train(corpus);
  const TempDir dir;
  using Begin = CheckpointFolder::Begin;
  const auto cut = [](std::uint64_t done, std::uint64_t total) {
    if (3 * done > total) throw Error(ErrorKind::kResource, "cut off");
  };
  EXPECT_THROW(train(corpus, small_options(), CheckpointFolder(dir.path("model"), "test", Begin::kNew), cut), Error);
  const CheckpointFolder checkpoints(dir.path("model"), "test", Begin::kResume);
  EXPECT_TRUE(checkpoints.load("fold-0-network-0"));
  EXPECT_FALSE(checkpoints.load("member-0"));
  const TrainedModel resumed = train(corpus, small_options(), checkpoints, [](std::uint64_t, std::uint64_t) {});
  EXPECT_EQ(resumed.files, whole.files);
}

TEST(TrainNetwork, OnePaperIsTooFew) {
  Corpus corpus = corpus_of(2);
  for (Recipe& recipe : corpus.recipes) recipe.doi = "10.1/one";
  try {
    train(corpus);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_THAT(error.what(), testing::HasSubstr("so few papers"));
  }
}

TEST(TrainNetwork, TheCardCountsWhatWasLearnedFrom) {
  Corpus corpus = corpus_of(2);
  const std::size_t readable = corpus.recipes.size();
  corpus.recipes.push_back(sample_recipe("nonsense", {"BaO"}, "10.1/x", 2001));
  const TrainedModel model = train(corpus);
  EXPECT_EQ(model.info.training.recipes, readable);
  EXPECT_EQ(model.skipped, 1U);
}

struct Base {
  ModelInfo info;
  NetworkParts parts;
};

Base base_of(TrainedModel model) {
  model.info.sha256 = "the base's";
  return {model.info, network_parts(model.info, model.files, "base", {})};
}

TrainedModel finetune(
    const Corpus& corpus, const Base& base, const NetworkOptions& options,
    const std::function<void(const std::string&)>& metrics = [](const std::string&) {}) {
  const testing_threads::OneThread one_thread;
  std::vector<std::size_t> rows(corpus.recipes.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TempDir dir;
  const CheckpointFolder checkpoints(dir.path("model"), "test", CheckpointFolder::Begin::kNew);
  const TrainingEvents events = {[](const std::string&) {}, [](std::uint64_t, std::uint64_t) {}, metrics};
  return finetune_network_model(corpus, rows, base.info, base.parts, options, {}, checkpoints, events);
}

// Own recipes of a family that the base has never seen, with a precursor that it does not know.
TEST(TrainNetwork, OwnRecipesComeOnTopOfWhatABaseKnows) {
  const Base base = base_of(train(corpus_of(4)));
  Corpus own;
  for (int p = 0; p < 6; ++p) {
    own.recipes.push_back(sample_recipe("NaCrO2", {"NaHCO3", "Cr2O3"}, "10.2/" + std::to_string(p), 2020));
    own.recipes.push_back(sample_recipe("NaFeO2", {"NaHCO3", "Fe2O3"}, "10.2/" + std::to_string(p), 2020));
  }
  NetworkOptions options = finetune_options(base.parts.members.front().shape(), 1);
  options.network.learning_rate = 1e-2;
  options.network.epochs = 40;
  options.network.patience = 0;
  options.folds = 2;
  const TrainedModel model = finetune(own, base, options);
  EXPECT_EQ(model.info.metrics.at("cross-validated base, re-ranked exact@1"), 0.0);
  EXPECT_EQ(model.info.metrics.at("cross-validated re-ranked network exact@1"), 1.0);
  EXPECT_EQ(model.info.training.recipes, 24U + 12U);
  EXPECT_EQ(model.info.training.first_year, 2000);
  EXPECT_EQ(model.info.training.last_year, 2020);
  EXPECT_EQ(model.info.options.at("finetuned_from"), "the base's");
  EXPECT_TRUE(std::equal(base.info.vocabulary.begin(), base.info.vocabulary.end(), model.info.vocabulary.begin()));
  const auto statistics = network_parts(model.info, model.files, "test", {}).reranker->statistics;
  EXPECT_FLOAT_EQ(statistics.recipes, 24.0F + 12.0F);
  const LoadedModel loaded = make_model(model.info, model.files, "test");
  for (const char* text : {"NaCrO2", "BaTiO3"}) {
    const auto targets = testing_targets::targets_of({text});
    const auto ranked = loaded.ranker->under({})->rank(testing_targets::pointers_to(targets), 0);
    const ScoredSet& first = ranked.front().sets.front();
    EXPECT_EQ(first.precursors.size(), 2U);
    EXPECT_GT(first.probability, 0.5) << text;
  }
}

// Three of five folds are empty: they have no best epoch, and no say in how long the members learn.
TEST(TrainNetwork, FoldsWithoutPapersDoNotSayHowLongToLearn) {
  const Base base = base_of(train(corpus_of(4)));
  Corpus own;
  own.recipes.push_back(sample_recipe("SrTiO3", {"SrCO3", "TiO2"}, "10.2/a", 2020));
  own.recipes.push_back(sample_recipe("BaSnO3", {"BaCO3", "SnO2"}, "10.2/b", 2020));
  NetworkOptions options = finetune_options(base.parts.members.front().shape(), 1);
  options.network.learning_rate = 1e-2;
  options.network.averaging = 0.0;
  std::map<std::string, std::pair<double, double>> best;  // by fold: loss, epoch
  std::int64_t member_steps = 0;
  finetune(own, base, options, [&](const std::string& line) {
    const auto json = nlohmann::json::parse(line);
    if (json.contains("held_out_loss")) {
      const std::pair<double, double> seen(json["held_out_loss"], json["epochs"]);
      const auto [entry, fresh] = best.emplace(json["network"], seen);
      if (!fresh) entry->second = std::min(entry->second, seen);
    } else if (json.contains("network") && json["network"] == "member-0") {
      member_steps = json["steps"];
    }
  });
  ASSERT_EQ(best.size(), 2U);
  double epochs = 0.0;
  for (const auto& [fold, seen] : best) epochs += seen.second / 2;
  EXPECT_LT(epochs, options.network.epochs);
  EXPECT_EQ(member_steps, static_cast<std::int64_t>(std::ceil(epochs)));  // one batch per epoch
}

// In steps too small to lead away from where it began.
TEST(TrainNetwork, EveryMemberGoesOnFromItsOwn) {
  NetworkOptions options = small_options();
  options.network.epochs = 1;
  options.members = 2;
  const Base base = base_of(train(corpus_of(2), options));
  options = finetune_options(base.parts.members.front().shape(), 2);
  options.folds = 2;
  options.network.learning_rate = 1e-8;
  options.network.patience = 0;
  const TrainedModel model = finetune(corpus_of(2), base, options);
  const NetworkParts after = network_parts(model.info, model.files, "test", {});
  const auto query = [](const RouteNetwork& network) {
    const auto weights = network.weights();
    const auto tensor = std::ranges::find(weights, "query.weight", &Tensor::name);
    std::vector<float> values(tensor->bytes.size() / sizeof(float));
    std::memcpy(values.data(), tensor->bytes.data(), tensor->bytes.size());
    return values;
  };
  ASSERT_EQ(after.members.size(), 2U);
  for (std::size_t m = 0; m < 2; ++m) {
    EXPECT_THAT(query(after.members[m]), testing::Pointwise(testing::FloatNear(1e-5F), query(base.parts.members[m])));
  }
  EXPECT_NE(query(base.parts.members[0]), query(base.parts.members[1]));
}

}  // namespace
}  // namespace matroute
