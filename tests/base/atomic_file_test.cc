// A name is given to whole files alone, and never taken from others.
#include "base/atomic_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
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
  EXPECT_EQ(file.temporary(), dir.path("a." + std::to_string(::getpid()) + ".tmp"));
  write(file.temporary(), "new");
  EXPECT_FALSE(fs::exists(dir.path("a")));
  file.commit();
  EXPECT_EQ(content(dir.path("a")), "new");
  EXPECT_FALSE(fs::exists(file.temporary()));
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
  fs::create_directories(dir.path("folder." + std::to_string(::getpid()) + ".tmp/inside"));
  EXPECT_EQ(kind_of_start(dir.path("folder")), ErrorKind::kOutput);
  fs::create_symlink(dir.path("nowhere"), dir.path("link"));
  EXPECT_EQ(kind_of_start(dir.path("link")), ErrorKind::kOutput);
}

TEST(AtomicFile, WriteAppends) {
  const TempDir dir;
  AtomicFile file(dir.path("a"));
  file.write("one, ");
  file.write("");
  file.write("two");
  file.commit();
  EXPECT_EQ(content(dir.path("a")), "one, two");
  const int reader = ::open(dir.path("a").c_str(), O_RDONLY);
  EXPECT_EQ(::flock(reader, LOCK_SH | LOCK_NB), 0) << "the lock ends with the commit";
  ::close(reader);
}

TEST(AtomicFile, TwoWritersOfOneNameDoNotMeet) {
  const TempDir dir;
  AtomicFile first(dir.path("a"), AtomicFile::Existing::kReplace);
  first.write("first");
  EXPECT_EQ(kind_of_start(dir.path("a")), ErrorKind::kOutput);
  EXPECT_TRUE(fs::exists(first.temporary()));
  first.commit();
  EXPECT_EQ(content(dir.path("a")), "first");
}

TEST(AtomicFile, WhatAnotherProcessWritesIsLeftAlone) {
  const TempDir dir;
  const fs::path other = dir.path("a.4194305.tmp");
  write(other, "being written");
  const int held = ::open(other.c_str(), O_RDONLY);
  ASSERT_EQ(::flock(held, LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(kind_of_start(dir.path("a")), ErrorKind::kOutput);
  EXPECT_EQ(content(other), "being written");
  ::close(held);
  // Without a lock the file is one that a killed run left.
  const AtomicFile file(dir.path("a"));
  EXPECT_FALSE(fs::exists(other));
}

TEST(AtomicFile, AStaleFileOfTheSameProcessIdIsNotTakenOver) {
  const TempDir dir;
  const fs::path stale = dir.path("a." + std::to_string(::getpid()) + ".tmp");
  write(stale, "left by a run that was killed");
  fs::create_hard_link(stale, dir.path("kept"));
  AtomicFile file(dir.path("a"));
  file.write("new");
  file.commit();
  EXPECT_EQ(content(dir.path("a")), "new");
  EXPECT_EQ(content(dir.path("kept")), "left by a run that was killed");
}

TEST(AtomicFile, FilesOfOtherNamesAreNoTemporaries) {
  const TempDir dir;
  for (const char* name : {"b.1.tmp", "a.x.tmp", "a.1.tmp.old", "aa.1.tmp"}) write(dir.path(name), "mine");
  write(dir.path("a.tmp"), "left by version 0.1");
  const AtomicFile file(dir.path("a"));
  for (const char* name : {"b.1.tmp", "a.x.tmp", "a.1.tmp.old", "aa.1.tmp"}) EXPECT_TRUE(fs::exists(dir.path(name)));
  EXPECT_FALSE(fs::exists(dir.path("a.tmp")));
}

TEST(AtomicFile, TheFinalNameIsToldByTheTemporaryOne) {
  EXPECT_EQ(final_name_of("a.h5.123.tmp"), "a.h5");
  EXPECT_EQ(final_name_of("000001.h5.tmp"), "000001.h5");
  EXPECT_EQ(final_name_of("a.123"), "");
  EXPECT_EQ(final_name_of("a.12x.tmp"), "a.12x");
}

}  // namespace
}  // namespace matroute
