// Model folders: round trip, damage, foreign folders, versions.
#include "model/folder/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "model/folder/model_card.h"
#include "tests/model/counting/small_model.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

class ModelFolder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) / (std::string("matroute_model_") + test->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
    folder_ = root_ / "model";
  }
  void TearDown() override { fs::remove_all(root_); }

  ModelInfo save(bool overwrite = false) {
    const CountingData data = testing_models::barium_titanate_data();
    ModelInfo info;
    info.ranker = "counting";
    info.created_by = "matroute test";
    info.training.recipes = 11;
    info.training.citations = {"a paper"};
    info.metrics["valid exact@1"] = 0.5;
    info.options["target_elements"] = "full";
    info.vocabulary = data.materials;
    save_model(folder_, info, {{"counts.safetensors", write_safetensors(to_tensors(data))}}, overwrite);
    return info;
  }

  std::string card() const {
    std::stringstream text;
    text << std::ifstream(folder_ / "model.json").rdbuf();
    return text.str();
  }
  void put(const std::string& name, const std::string& content) const { std::ofstream(folder_ / name) << content; }
  void replace_in_card(const std::string& from, const std::string& to) const {
    std::string text = card();
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    put("model.json", text.replace(at, from.size(), to));
  }

  std::string load_fault() const {
    try {
      load_model(folder_);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kModel) << error.what();
      return error.what();
    }
    return "no fault";
  }

  fs::path root_, folder_;
};

TEST_F(ModelFolder, ComesBackAsItWasSaved) {
  const ModelInfo saved = save();
  const LoadedModel model = load_model(folder_);
  EXPECT_EQ(model.info.sha256, saved.sha256);
  EXPECT_EQ(model.info.vocabulary, saved.vocabulary);
  EXPECT_EQ(model.info.training.recipes, 11U);
  EXPECT_EQ(model.info.metrics, saved.metrics);
  EXPECT_EQ(model.ranker->name(), "counting");
  const auto targets = testing_targets::targets_of({"BaTiO3"});
  const CountingRanker made = testing_models::barium_titanate_ranker();
  const auto fresh = made.under({})->rank(testing_targets::pointers_to(targets), 0);
  const auto loaded = model.ranker->under({})->rank(testing_targets::pointers_to(targets), 0);
  ASSERT_EQ(fresh[0].sets.size(), loaded[0].sets.size());
  EXPECT_EQ(fresh[0].sets[0].log_score, loaded[0].sets[0].log_score);
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(root_)) ++entries;
  EXPECT_EQ(entries, 1U);  // nothing temporary is left
}

TEST_F(ModelFolder, ExistingOutputIsKeptUnlessItIsOursToReplace) {
  save();
  EXPECT_THROW(save(), Error);
  EXPECT_NO_THROW(save(true));
  EXPECT_EQ(load_fault(), "no fault");
  put("notes.txt", "precious");  // a model folder, but not all of it is ours
  EXPECT_THROW(save(true), Error);
  EXPECT_TRUE(fs::exists(folder_ / "notes.txt"));
  fs::remove_all(folder_);
  fs::create_directories(folder_);
  put("thesis.tex", "precious");
  try {
    save(true);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kOutput);
  }
  EXPECT_TRUE(fs::exists(folder_ / "thesis.tex"));
}

TEST_F(ModelFolder, MissingAndForeignFoldersAreNamed) {
  EXPECT_THAT(load_fault(), testing::HasSubstr("no such model folder"));
  fs::create_directories(folder_);
  EXPECT_THAT(load_fault(), testing::HasSubstr("no model.json"));
  put("model.json", "not json");
  EXPECT_THAT(load_fault(), testing::HasSubstr("no JSON"));
  put("model.json", R"({"architectures":["Llama"]})");
  EXPECT_THAT(load_fault(), testing::HasSubstr("no model of this program"));
  put("model.json", std::string(200'000, '['));
  EXPECT_THAT(load_fault(), testing::HasSubstr("nested"));
}

TEST_F(ModelFolder, ANewerFormatIsRefusedWithBothVersions) {
  save();
  replace_in_card("\"format_version\": 1", "\"format_version\": 99");
  EXPECT_THAT(load_fault(), testing::AllOf(testing::HasSubstr("99"), testing::HasSubstr("version 1")));
}

TEST_F(ModelFolder, DamageIsFound) {
  save();
  std::fstream(folder_ / "counts.safetensors", std::ios::in | std::ios::out | std::ios::binary).seekp(200).put('x');
  EXPECT_THAT(load_fault(), testing::HasSubstr("SHA-256"));
  fs::remove(folder_ / "counts.safetensors");
  EXPECT_THAT(load_fault(), testing::HasSubstr("lacks this file"));
}

TEST_F(ModelFolder, FilesThatTheCardDoesNotNameAreRefused) {
  save();
  put("extra.json", "{}");
  EXPECT_THAT(load_fault(), testing::HasSubstr("does not name"));
}

TEST_F(ModelFolder, NamesThatLeaveTheFolderAreRefused) {
  save();
  replace_in_card("\"counts.safetensors\":", "\"../counts.safetensors\":");
  EXPECT_THAT(load_fault(), testing::HasSubstr("not allowed"));
}

TEST_F(ModelFolder, FieldsOfTheWrongTypeAreNamed) {
  save();
  replace_in_card("\"recipes\": 11", "\"recipes\": \"11\"");
  EXPECT_THAT(load_fault(), testing::HasSubstr("recipes"));
}

TEST_F(ModelFolder, VocabularyMustFitTheCounts) {
  save();
  replace_in_card("\"LiCl\"", "\"BaCO3\"");
  EXPECT_THAT(load_fault(), testing::HasSubstr("comes twice"));
  replace_in_card("  \"BaCO3\",\n", "");
  EXPECT_THAT(load_fault(), testing::HasSubstr("not in the vocabulary"));
}

TEST_F(ModelFolder, TheCardHasAllThatMattersInATable) {
  const std::string table = model_card_table(save());
  EXPECT_THAT(table, testing::HasSubstr("valid exact@1"));
  EXPECT_THAT(table, testing::HasSubstr("a paper"));
}

}  // namespace
}  // namespace matroute
