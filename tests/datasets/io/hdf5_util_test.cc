// HDF5 wrapper: round trips, and files that do not hold what was expected.
#include "datasets/io/hdf5_util.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"

namespace matroute {
namespace {

using namespace std::string_literals;

constexpr std::array<std::string_view, 2> kMembers = {"no", "yes"};

ErrorKind kind_of(const std::function<void()>& action, std::string* text = nullptr) {
  try {
    action();
  } catch (const Error& error) {
    if (text != nullptr) *text = error.what();
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(Hdf5Util, WhatIsWrittenIsReadBack) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  out.write<std::uint32_t>("group/count", std::vector<std::uint32_t>{1, 2, 3}, {"1", "counts"});
  out.write<std::int64_t>("signed", std::vector<std::int64_t>{-1, 1}, {"1", "signed"});
  out.write<double>("empty", std::vector<double>{}, {"h", "nothing"});
  out.write_rows("matrix", std::vector<float>{1, 2, 3, 4, 5, 6}, 3, {"degC", "quantiles"});
  out.write_enum("flag", std::vector<std::uint8_t>{0, 1}, kMembers, {"1", "flags"});
  out.write_text("name", std::vector<std::string>{"", "BaTiO3", "δ"}, "names");
  out.set_attribute("/", "format", "test"s);
  out.set_attribute("/", "version", std::int64_t{3});
  out.set_attribute("group", "share", 0.5);
  out.close();

  const H5File in = H5File::open(dir.path("a.h5"));
  EXPECT_EQ(in.read<std::uint32_t>("group/count"), (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(in.read<std::uint32_t>("group/count", 1, 1), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(in.read<std::int64_t>("signed"), (std::vector<std::int64_t>{-1, 1}));
  EXPECT_TRUE(in.read<double>("empty").empty());
  EXPECT_EQ(in.columns("matrix"), 3U);
  EXPECT_EQ(in.read<float>("matrix", 1), (std::vector<float>{4, 5, 6}));
  EXPECT_EQ(in.read_enum("flag", kMembers), (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(in.read_text("name"), (std::vector<std::string>{"", "BaTiO3", "δ"}));
  EXPECT_EQ(in.read_text("name", 2, 1), (std::vector<std::string>{"δ"}));
  EXPECT_EQ(in.text_attribute("/", "format"), "test");
  EXPECT_EQ(in.int_attribute("/", "version"), 3);
  EXPECT_EQ(in.float_attribute("group", "share"), 0.5);
  EXPECT_EQ(in.text_attribute("group/count", "units"), "1");
  EXPECT_FALSE(in.text_attribute("/", "absent").has_value());
  EXPECT_EQ(in.list("group"), (std::vector<std::string>{"count"}));
}

// Attributes of variable length lie in a global heap, which HDF5 believes; here its first object claims 256 TB.
void lengthen_first_text(const std::filesystem::path& path) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  const auto heap = bytes.find("GCOL");
  ASSERT_NE(heap, std::string::npos);
  file.clear();
  file.seekp(static_cast<std::streamoff>(heap + 16 + 8 + 5));
  file.put('\x01');
}

TEST(Hdf5Util, RefusesAHeapWhoseTextsAreLongerThanTheirPlace) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  out.set_attribute("/", "format", "test"s);
  out.close();
  lengthen_first_text(dir.path("a.h5"));
  std::string text;
  EXPECT_EQ(kind_of([&] { H5File::open(dir.path("a.h5")); }, &text), ErrorKind::kInput);
  EXPECT_THAT(text, testing::HasSubstr("longer than its place"));
}

TEST(Hdf5Util, TextsAreLookedAtAgainWhereTheFileHasChanged) {
  const TempDir dir;
  const auto path = dir.path("a.h5");
  H5File out = H5File::create(path);
  out.set_attribute("/", "format", "test"s);
  out.close();
  const auto long_ago = std::filesystem::last_write_time(path) - std::chrono::hours(1);
  std::filesystem::last_write_time(path, long_ago);
  H5File::open(path);
  lengthen_first_text(path);
  std::filesystem::last_write_time(path, long_ago);
  EXPECT_NO_THROW(H5File::open(path)) << "it looks as it did: not read again";
  std::filesystem::last_write_time(path, long_ago + std::chrono::seconds(1));
  EXPECT_THROW(H5File::open(path), Error);
}

TEST(Hdf5Util, CreateNeverOverwrites) {
  const TempDir dir;
  std::ofstream(dir.path("a.h5")) << "mine";
  EXPECT_EQ(kind_of([&] { H5File::create(dir.path("a.h5")); }), ErrorKind::kOutput);
  EXPECT_EQ(kind_of([&] { H5File::create(dir.path("none/a.h5")); }), ErrorKind::kOutput);
}

TEST(Hdf5Util, OpenNamesWhatIsWrong) {
  const TempDir dir;
  std::ofstream(dir.path("text.h5")) << "not HDF5";
  std::string text;
  EXPECT_EQ(kind_of([&] { H5File::open(dir.path("absent.h5")); }, &text), ErrorKind::kInput);
  EXPECT_NE(text.find("no such file"), text.npos);
  EXPECT_EQ(kind_of([&] { H5File::open(dir.root()); }, &text), ErrorKind::kInput);
  EXPECT_NE(text.find("directory"), text.npos);
  EXPECT_EQ(kind_of([&] { H5File::open(dir.path("text.h5")); }, &text), ErrorKind::kInput);
  EXPECT_NE(text.find("not an HDF5 file"), text.npos);
}

TEST(Hdf5Util, TruncatedFileIsAnInputError) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  out.write<std::uint64_t>("v", std::vector<std::uint64_t>(100000, 7), {"1", "v"});
  out.close();
  std::filesystem::resize_file(dir.path("a.h5"), std::filesystem::file_size(dir.path("a.h5")) / 2);
  EXPECT_EQ(kind_of([&] { H5File::open(dir.path("a.h5")).read<std::uint64_t>("v"); }), ErrorKind::kInput);
}

TEST(Hdf5Util, RefusesRowsThatNoFileOfItsSizeHolds) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  out.write<std::uint64_t>("v", std::vector<std::uint64_t>{7}, {"1", "v"});
  out.close();
  resize_dataset(dir.path("a.h5"), "v", std::uint64_t{1} << 40U);
  std::string text;
  EXPECT_EQ(kind_of([&] { H5File::open(dir.path("a.h5")).read<std::uint64_t>("v"); }, &text), ErrorKind::kInput);
  EXPECT_THAT(text, testing::HasSubstr("claims more rows"));
}

TEST(Hdf5Util, ReadingTrustsNothing) {
  const TempDir dir;
  H5File out = H5File::create(dir.path("a.h5"));
  out.write<std::uint8_t>("text", std::vector<std::uint8_t>{'a', 0xff}, {"1", "bytes"});
  out.write<std::uint64_t>("text_ptr", std::vector<std::uint64_t>{0, 1, 2}, {"1", "pointers"});
  out.write<std::uint8_t>("wild", std::vector<std::uint8_t>{'a'}, {"1", "bytes"});
  out.write<std::uint64_t>("wild_ptr", std::vector<std::uint64_t>{0, 9}, {"1", "pointers"});
  out.write<std::uint64_t>("falling", std::vector<std::uint64_t>{0, 2, 1, 3}, {"1", "pointers"});
  out.write_enum("flag", std::vector<std::uint8_t>{0, 2}, kMembers, {"1", "flags"});
  out.close();
  const H5File in = H5File::open(dir.path("a.h5"));
  EXPECT_EQ(in.read_text("text", 0, 1).front(), "a");
  constexpr std::array<std::string_view, 2> others = {"off", "on"};
  const std::vector<std::function<void()>> readings = {
      [&] { in.read_text("text"); },
      [&] { in.read_text("wild"); },
      [&] { in.read_pointers("falling", 3); },
      [&] { in.read_pointers("text_ptr", 3); },
      [&] { in.read_enum("flag", kMembers); },
      [&] { in.read_enum("flag", others); },
      [&] { in.read<float>("text_ptr"); },
      [&] { in.read<std::int64_t>("text_ptr"); },
      [&] { in.read<std::uint8_t>("absent"); },
      [&] { in.read<std::uint64_t>("text_ptr", 2, 2); },
      [&] { in.rows("text/absent"); },
  };
  for (const auto& reading : readings) EXPECT_EQ(kind_of(reading), ErrorKind::kInput);
}

}  // namespace
}  // namespace matroute
