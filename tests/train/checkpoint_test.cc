// States of a training: kept, found again, and never mixed up with anything else.
#include "train/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

using Begin = CheckpointFolder::Begin;
namespace fs = std::filesystem;

std::vector<Tensor> state(float value) { return {Tensor::of<float>("weight", std::span(&value, 1))}; }

ErrorKind refusal(const fs::path& model, const std::string& fingerprint, Begin begin) {
  try {
    const CheckpointFolder folder(model, fingerprint, begin);
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(CheckpointFolder, WhatWasSavedLastIsFoundAgain) {
  const TempDir dir;
  {
    const CheckpointFolder folder(dir.path("model"), "a", Begin::kNew);
    EXPECT_FALSE(folder.load("fold-0"));
    folder.save("fold-0", state(1.0F));
    folder.save("fold-0", state(2.0F));
  }
  const CheckpointFolder folder(dir.path("model"), "a", Begin::kResume);
  ASSERT_TRUE(folder.load("fold-0"));
  EXPECT_EQ(values_of<float>(*folder.load("fold-0"), "weight", "test"), (std::vector<float>{2.0F}));
  EXPECT_FALSE(folder.load("fold-1"));
  folder.remove();
  EXPECT_FALSE(fs::exists(dir.path("model.training")));
}

TEST(CheckpointFolder, NothingIsMadeBeforeTheFirstState) {
  const TempDir dir;
  const CheckpointFolder folder(dir.path("model"), "a", Begin::kNew);
  EXPECT_FALSE(fs::exists(dir.path("model.training")));
  folder.remove();
}

TEST(CheckpointFolder, AnotherTrainingIsRefusedOrReplaced) {
  const TempDir dir;
  CheckpointFolder(dir.path("model"), "a", Begin::kNew).save("fold-0", state(1.0F));
  EXPECT_EQ(refusal(dir.path("model"), "a", Begin::kNew), ErrorKind::kOutput);
  EXPECT_EQ(refusal(dir.path("model"), "b", Begin::kResume), ErrorKind::kModel);
  const CheckpointFolder fresh(dir.path("model"), "b", Begin::kReplace);
  EXPECT_FALSE(fresh.load("fold-0"));
}

TEST(CheckpointFolder, ForeignFoldersAreLeftAlone) {
  const TempDir dir;
  fs::create_directory(dir.path("model.training"));
  std::ofstream(dir.path("model.training/thesis.tex")) << "precious";
  EXPECT_EQ(refusal(dir.path("model"), "a", Begin::kReplace), ErrorKind::kOutput);
  EXPECT_EQ(refusal(dir.path("model"), "a", Begin::kResume), ErrorKind::kOutput);
  EXPECT_TRUE(fs::exists(dir.path("model.training/thesis.tex")));
}

TEST(CheckpointFolder, AFolderThatAKillLeftEmptyIsTaken) {
  const TempDir dir;
  fs::create_directory(dir.path("model.training"));
  const CheckpointFolder folder(dir.path("model"), "a", Begin::kResume);
  folder.save("fold-0", state(1.0F));
  EXPECT_TRUE(folder.load("fold-0"));
}

}  // namespace
}  // namespace matroute
