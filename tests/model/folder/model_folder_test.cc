// Model folders: round trip, damage, foreign folders, versions.
#include "model/folder/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "model/folder/make_model.h"
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
  replace_in_card("\"format_version\": 2", "\"format_version\": 99");
  EXPECT_THAT(load_fault(), testing::AllOf(testing::HasSubstr("99"), testing::HasSubstr("version 2")));
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

TEST_F(ModelFolder, TheCardAloneIsReadWithoutTheContentOfFiles) {
  const ModelInfo saved = save();
  EXPECT_EQ(load_model_info(folder_).sha256, saved.sha256);
  put("counts.safetensors", "damaged");
  EXPECT_EQ(load_model_info(folder_).vocabulary, saved.vocabulary);
  EXPECT_THAT(load_fault(), testing::HasSubstr("SHA-256"));
  EXPECT_NO_THROW(save(true)) << "a damaged model is still one of ours";
  fs::remove(folder_ / "counts.safetensors");
  EXPECT_THROW(load_model_info(folder_), Error);
  EXPECT_THROW(save(true), Error) << "a folder that lacks files is not as we left it";
}

TEST_F(ModelFolder, ATemporaryFolderThatAnotherRunLeftIsPassedOver) {
  const std::string left = folder_.string() + ".tmp" + std::to_string(::getpid());
  for (const char* end : {"", "-0"}) {
    fs::create_directories(left + end);
    std::ofstream(fs::path(left + end) / "stale.safetensors") << "stale";
  }
  save();
  save(true);
  EXPECT_EQ(load_fault(), "no fault");
  EXPECT_FALSE(fs::exists(folder_ / "stale.safetensors"));
  EXPECT_TRUE(fs::exists(fs::path(left) / "stale.safetensors"));
  EXPECT_TRUE(fs::exists(fs::path(left + "-0") / "stale.safetensors"));
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), {}), 3) << "nothing else is left";
}

TEST_F(ModelFolder, ASavedFolderIsOpenToWhomTheUsersOwnFoldersAre) {
  save();
  fs::create_directory(root_ / "own");
  EXPECT_EQ(fs::status(folder_).permissions(), fs::status(root_ / "own").permissions());
}

// A file of 3 GB that holds nothing, under a limit of the address space.
TEST_F(ModelFolder, MemoryThatDoesNotSufficeIsOurError) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the whole address space";
#endif
  save();
  fs::resize_file(folder_ / "counts.safetensors", std::uintmax_t{3} << 30U);
  const auto read = [this] {
    const rlimit limit = {rlim_t{2} << 30U, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &limit);
    try {
      read_model(folder_);
    } catch (const Error& error) {
      std::_Exit(error.exit_code());
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(read(), testing::ExitedWithCode(static_cast<int>(ErrorKind::kResource)), "");
}

}  // namespace
}  // namespace matroute
