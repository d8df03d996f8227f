// Text input: compressed or not, whole or not.
#include "datasets/io/text_source.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "base/sha256.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/compress.h"

namespace matroute {
namespace {

std::string all_of(const std::filesystem::path& path) {
  TextSource source(path.string());
  std::string text;
  while (true) {
    const auto block = source.read_block();
    if (block.empty()) return text;
    text += block;
  }
}

std::string fault_of(const std::filesystem::path& path) {
  try {
    all_of(path);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += std::to_string(i * 7919 % 100003) + "\n";
  return text;
}

TEST(TextSource, PlainGzipAndXzReadAlike) {
  const TempDir dir;
  const std::string text = long_text();
  write(dir.path("a"), text);
  write(dir.path("b"), gzip(text));
  write(dir.path("c"), xz(text));
  write(dir.path("d"), gzip(text.substr(0, 5000)) + gzip(text.substr(5000)));
  write(dir.path("e"), xz(text.substr(0, 5000)) + xz(text.substr(5000)));
  for (const char* name : {"a", "b", "c", "d", "e"}) EXPECT_EQ(all_of(dir.path(name)), text) << name;
}

TEST(TextSource, CompressesBeyondOneBlock) {
  const TempDir dir;
  const std::string text(5'000'000, 'a');
  write(dir.path("b"), gzip(text));
  write(dir.path("c"), xz(text));
  EXPECT_EQ(all_of(dir.path("b")), text);
  EXPECT_EQ(all_of(dir.path("c")), text);
}

TEST(TextSource, EndsWithAFullBlock) {
  const TempDir dir;
  for (const std::size_t size : {std::size_t{1} << 18, std::size_t{1} << 19}) {
    const std::string text(size, 'a');
    write(dir.path("a"), gzip(text));
    write(dir.path("b"), gzip(text) + gzip("tail"));
    write(dir.path("c"), xz(text));
    EXPECT_EQ(all_of(dir.path("a")).size(), size);
    EXPECT_EQ(all_of(dir.path("b")).size(), size + 4);
    EXPECT_EQ(all_of(dir.path("c")).size(), size);
  }
}

TEST(TextSource, LinesOfEitherKind) {
  const TempDir dir;
  write(dir.path("a"),
        "\xef\xbb\xbf"
        "one\r\ntwo\n\nlast");
  TextSource source(dir.path("a").string());
  std::vector<std::string> lines;
  std::string line;
  while (source.read_line(line) != TextSource::Line::kEnd) lines.push_back(line);
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", "", "last"}));
  EXPECT_EQ(source.line_number(), 4U);
  EXPECT_EQ(source.sha256(), sha256_of_file(dir.path("a")));
}

TEST(TextSource, OverlongLineIsSkipped) {
  const TempDir dir;
  write(dir.path("a"), std::string(TextSource::kMaxLineBytes + 10, 'x') + "\nnext\n");
  TextSource source(dir.path("a").string());
  std::string line;
  EXPECT_EQ(source.read_line(line), TextSource::Line::kTooLong);
  EXPECT_EQ(source.read_line(line), TextSource::Line::kLine);
  EXPECT_EQ(line, "next");
}

TEST(TextSource, FaultsAreNamed) {
  const TempDir dir;
  const std::string text = long_text();
  const std::string packed = gzip(text);
  const std::string packed_xz = xz(text);
  write(dir.path("empty"), "");
  write(dir.path("mark"), "\xef\xbb\xbf");
  write(dir.path("empty.gz"), gzip(""));
  write(dir.path("nul"), std::string("ab\0cd", 5));
  write(dir.path("utf16"),
        "\xff\xfe"
        "a");
  write(dir.path("zstd"), "\x28\xb5\x2f\xfd....");
  write(dir.path("short.gz"), packed.substr(0, packed.size() / 2));
  write(dir.path("short.xz"), packed_xz.substr(0, packed_xz.size() / 2));
  write(dir.path("bad.gz"), packed.substr(0, 2000) + "garbage" + packed.substr(2007));
  write(dir.path("bad.xz"), packed_xz.substr(0, 2000) + "garbage" + packed_xz.substr(2007));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"absent", "no such file"}, {"empty", "is empty"}, {"mark", "is empty"},  {"empty.gz", "is empty"},
      {"nul", "binary"},          {"utf16", "UTF-16"},   {"zstd", "zstd"},      {"short.gz", "cut off"},
      {"short.xz", "cut off"},    {"bad.gz", "damaged"}, {"bad.xz", "damaged"},
  };
  for (const auto& [name, message] : cases) {
    EXPECT_NE(fault_of(dir.path(name)).find(message), std::string::npos) << name << ": " << fault_of(dir.path(name));
  }
  EXPECT_NE(fault_of(dir.root()).find("directory"), std::string::npos);
}

}  // namespace
}  // namespace matroute
