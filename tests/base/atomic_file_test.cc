// A name is given to whole files alone, and never taken from others.
#include "base/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::string content(const fs::path& path) {
  std::string text;
  std::getline(std::ifstream(path), text);
  return text;
}

ErrorKind kind_of_start(const fs::path& path) {
  try {
    AtomicFile file(path);
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(AtomicFile, CommitGivesTheName) {
  const TempDir dir;
  AtomicFile file(dir.path("a"));
  EXPECT_EQ(file.temporary(), dir.path("a.tmp"));
  write(file.temporary(), "new");
  EXPECT_FALSE(fs::exists(dir.path("a")));
  file.commit();
  EXPECT_EQ(content(dir.path("a")), "new");
  EXPECT_FALSE(fs::exists(dir.path("a.tmp")));
}

TEST(AtomicFile, WithoutCommitNothingIsLeft) {
  const TempDir dir;
  {
    const AtomicFile file(dir.path("a"));
    write(file.temporary(), "half");
  }
  EXPECT_TRUE(fs::is_empty(dir.root()));
}

TEST(AtomicFile, ExistingIsReplacedOnlyWhereAsked) {
  const TempDir dir;
  write(dir.path("a"), "old");
  EXPECT_EQ(kind_of_start(dir.path("a")), ErrorKind::kOutput);
  AtomicFile file(dir.path("a"), AtomicFile::Existing::kReplace);
  write(file.temporary(), "new");
  EXPECT_EQ(content(dir.path("a")), "old");
  file.commit();
  EXPECT_EQ(content(dir.path("a")), "new");
}

TEST(AtomicFile, NameTakenMeanwhileStays) {
  const TempDir dir;
  AtomicFile file(dir.path("a"));
  write(file.temporary(), "new");
  write(dir.path("a"), "mine");
  EXPECT_THROW(file.commit(), Error);
  EXPECT_EQ(content(dir.path("a")), "mine");
}

TEST(AtomicFile, WhatStandsInTheWay) {
  const TempDir dir;
  EXPECT_EQ(kind_of_start(dir.path("none/a")), ErrorKind::kOutput);
  fs::create_directories(dir.path("folder.tmp/inside"));
  EXPECT_EQ(kind_of_start(dir.path("folder")), ErrorKind::kOutput);
  fs::create_symlink(dir.path("nowhere"), dir.path("link"));
  EXPECT_EQ(kind_of_start(dir.path("link")), ErrorKind::kOutput);
  AtomicFile file(dir.path("a"));
  EXPECT_THROW(file.commit(), Error);  // nothing was written
}

}  // namespace
}  // namespace matroute
