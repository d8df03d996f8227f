// The corpus file: round trips, damage, foreign files.
#include "datasets/recipes/corpus_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>

#include "base/error.h"
#include "datasets/io/hdf5_util.h"
#include "datasets/recipes/split.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

Corpus full_corpus() {
  Corpus corpus = entangled_corpus();
  corpus.recipes[0].steps = {{StepType::kCalcine, 900.0F, std::nullopt, "air"},
                             {StepType::kSinter, std::nullopt, 2.5F, ""}};
  corpus.recipes[1].weight = 0.25F;
  corpus.recipes[1].method = Method::kSolGel;
  corpus.quarantine = {{"negative amount", 3}};
  corpus.mendings = {{"salt", 7}};
  corpus.sources = {{"a.json.xz", "ab12", "text-mined release", 26}};
  corpus.options = "{\"method\":\"solid-state\"}";
  add_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 1});
  return corpus;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::kInternal;
}

TEST(CorpusFile, WhatIsWrittenIsReadBack) {
  const TempDir dir;
  const Corpus corpus = full_corpus();
  write_corpus(corpus, dir.path("c.h5"));
  const Corpus back = read_corpus(dir.path("c.h5"));
  ASSERT_EQ(back.recipes.size(), corpus.recipes.size());
  for (std::size_t i = 0; i < back.recipes.size(); ++i) {
    EXPECT_EQ(back.recipes[i].target, corpus.recipes[i].target);
    EXPECT_EQ(back.recipes[i].precursors, corpus.recipes[i].precursors);
    EXPECT_EQ(back.recipes[i].doi, corpus.recipes[i].doi);
    EXPECT_EQ(back.recipes[i].year, corpus.recipes[i].year);
    EXPECT_EQ(back.recipes[i].weight, corpus.recipes[i].weight);
    EXPECT_EQ(back.recipes[i].method, corpus.recipes[i].method);
  }
  ASSERT_EQ(back.recipes[0].steps.size(), 2U);
  EXPECT_EQ(back.recipes[0].steps[0].temperature_degc, 900.0F);
  EXPECT_EQ(back.recipes[0].steps[0].time_h, std::nullopt);
  EXPECT_EQ(back.recipes[0].steps[0].atmosphere, "air");
  EXPECT_EQ(back.recipes[0].steps[1].time_h, 2.5F);
  EXPECT_EQ(back.splits.at(0).parts, corpus.splits.at(0).parts);
  EXPECT_EQ(back.splits.at(0).options, corpus.splits.at(0).options);
  EXPECT_EQ(back.quarantine, corpus.quarantine);
  EXPECT_EQ(back.mendings, corpus.mendings);
  EXPECT_EQ(back.sources.at(0).sha256, "ab12");
  EXPECT_EQ(back.options, corpus.options);
}

TEST(CorpusFile, AnEmptyCorpusIsACorpus) {
  const TempDir dir;
  write_corpus(Corpus{}, dir.path("c.h5"));
  EXPECT_TRUE(read_corpus(dir.path("c.h5")).recipes.empty());
}

TEST(CorpusFile, TheSameCorpusGivesTheSameBytes) {
  const TempDir dir;
  write_corpus(full_corpus(), dir.path("a.h5"));
  write_corpus(full_corpus(), dir.path("b.h5"));
  EXPECT_EQ(bytes_of(dir.path("a.h5")), bytes_of(dir.path("b.h5")));
}

TEST(CorpusFile, NothingIsOverwrittenUnasked) {
  const TempDir dir;
  write_corpus(full_corpus(), dir.path("c.h5"));
  EXPECT_EQ(kind_of([&] { write_corpus(full_corpus(), dir.path("c.h5")); }), ErrorKind::kOutput);
  write_corpus(Corpus{}, dir.path("c.h5"), AtomicFile::Existing::kReplace);
  EXPECT_TRUE(read_corpus(dir.path("c.h5")).recipes.empty());
  std::ofstream(dir.path("thesis.doc")) << "mine";
  EXPECT_EQ(kind_of([&] { write_corpus({}, dir.path("thesis.doc"), AtomicFile::Existing::kReplace); }),
            ErrorKind::kOutput);
  EXPECT_EQ(bytes_of(dir.path("thesis.doc")), "mine");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.root()), {}), 2);
}

TEST(CorpusFile, ForeignNewerAndMissingFiles) {
  const TempDir dir;
  H5File other = H5File::create(dir.path("other.h5"));
  other.set_attribute("/", "format", std::string_view("matroute-routes"));
  other.close();
  H5File newer = H5File::create(dir.path("newer.h5"));
  newer.set_attribute("/", "format", std::string_view("matroute-corpus"));
  newer.set_attribute("/", "format_version", std::int64_t{99});
  newer.close();
  for (const char* name : {"other.h5", "newer.h5", "absent.h5"}) {
    EXPECT_EQ(kind_of([&] { read_corpus(dir.path(name)); }), ErrorKind::kInput) << name;
  }
}

// Whatever happens to the bytes, the reader throws an input error or returns a corpus that holds what it promises.
TEST(CorpusFile, DamageNeverEscapes) {
  const TempDir dir;
  write_corpus(full_corpus(), dir.path("c.h5"));
  const std::string whole = bytes_of(dir.path("c.h5"));
  for (std::size_t cut = 0; cut < whole.size(); cut += whole.size() / 40) {
    std::ofstream(dir.path("cut.h5"), std::ios::binary) << whole.substr(0, cut);
    EXPECT_EQ(kind_of([&] { read_corpus(dir.path("cut.h5")); }), ErrorKind::kInput) << cut;
  }
}

TEST(CorpusFile, ColumnsOfAnotherLengthAreInputErrors) {
  const TempDir dir;
  write_corpus(full_corpus(), dir.path("c.h5"));
  for (const char* name :
       {"recipes/doi_ptr", "recipes/method", "recipes/year", "recipes/weight", "recipes/precursor_ptr",
        "recipes/step_ptr", "steps/temperature", "steps/time", "steps/atmosphere_ptr", "splits/options_ptr",
        "splits/part_0", "quarantine/count", "mendings/count", "sources/sha256_ptr", "sources/records"}) {
    std::filesystem::copy_file(dir.path("c.h5"), dir.path("bad.h5"), std::filesystem::copy_options::overwrite_existing);
    resize_dataset(dir.path("bad.h5"), name, 4);
    EXPECT_EQ(kind_of([&] { read_corpus(dir.path("bad.h5")); }), ErrorKind::kInput) << name;
  }
}

TEST(CorpusFile, InconsistentColumnsAreFound) {
  const TempDir dir;
  Corpus corpus = full_corpus();
  corpus.splits[0].parts.pop_back();
  EXPECT_EQ(kind_of([&] { write_corpus(corpus, dir.path("c.h5")); }), ErrorKind::kInput);
  corpus = full_corpus();
  corpus.recipes[0].weight = 2.0F;
  EXPECT_EQ(kind_of([&] { write_corpus(corpus, dir.path("c.h5")); }), ErrorKind::kInput);
  corpus = full_corpus();
  corpus.recipes[0].doi = "10.1/A";
  EXPECT_EQ(kind_of([&] { write_corpus(corpus, dir.path("c.h5")); }), ErrorKind::kInput);
  const std::vector<std::function<void(Recipe&)>> spoil = {
      [](Recipe& r) { r.target.clear(); },
      [](Recipe& r) { r.precursors.clear(); },
      [](Recipe& r) { r.precursors.front().clear(); },
      [](Recipe& r) { r.weight = 0.0F; },
      [](Recipe& r) { r.year = 1499; },
      [](Recipe& r) { r.year = 2201; },
      [](Recipe& r) {
        r.steps = {{StepType::kHeat, INFINITY, std::nullopt, ""}};
      },
      [](Recipe& r) {
        r.steps = {{StepType::kHeat, std::nullopt, INFINITY, ""}};
      },
  };
  for (std::size_t i = 0; i < spoil.size(); ++i) {
    corpus = full_corpus();
    spoil[i](corpus.recipes[2]);
    EXPECT_EQ(kind_of([&] { write_corpus(corpus, dir.path("c.h5")); }), ErrorKind::kInput) << i;
  }
  EXPECT_FALSE(std::filesystem::exists(dir.path("c.h5")));
}

TEST(CorpusFile, EnumsAreMappedByName) {
  const TempDir dir;
  const Corpus corpus = full_corpus();
  write_corpus(corpus, dir.path("c.h5"));
  replace_enum(dir.path("c.h5"), "recipes/method", {"sol-gel", "solid-state"});
  replace_enum(dir.path("c.h5"), "steps/type", {"sinter", "other", "calcine"});
  replace_enum(dir.path("c.h5"), "splits/part_0", {"test", "valid", "train", "none"});
  const Corpus back = read_corpus(dir.path("c.h5"));
  EXPECT_EQ(back.recipes[0].method, Method::kSolidState);
  EXPECT_EQ(back.recipes[1].method, Method::kSolGel);
  EXPECT_EQ(back.recipes[0].steps[0].type, StepType::kCalcine);
  EXPECT_EQ(back.recipes[0].steps[1].type, StepType::kSinter);
  EXPECT_EQ(back.splits[0].parts, corpus.splits[0].parts);
}

TEST(CorpusFile, AnEnumsNameThatNobodyKnowsIsNamed) {
  const TempDir dir;
  write_corpus(full_corpus(), dir.path("c.h5"));
  replace_enum(dir.path("c.h5"), "recipes/method", {"solid-state", "sol-gel", "hydrothermal"});
  try {
    read_corpus(dir.path("c.h5"));
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(std::string(error.what()).find("\"hydrothermal\""), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace matroute
