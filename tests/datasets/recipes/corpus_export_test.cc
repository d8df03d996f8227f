// Exports: what is written is what the importer reads.
#include "datasets/recipes/corpus_export.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "datasets/recipes/importer.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

std::string exported(const Corpus& corpus, CorpusExport format) {
  std::vector<std::size_t> all(corpus.recipes.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::string text;
  export_recipes(corpus, all, format, [&](std::string_view line) { text += line; });
  return text;
}

TEST(CorpusExport, CsvAsOtherToolsReadIt) {
  Corpus corpus;
  corpus.recipes = {sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a,b", 2001),
                    sample_recipe("TiO2", {"Ti"}, "", std::nullopt)};
  EXPECT_EQ(exported(corpus, CorpusExport::kCsv),
            "target,precursors,doi,year,method\nBaTiO3,BaCO3;TiO2,\"10.1/a,b\",2001,solid-state\n"
            "TiO2,Ti,,,solid-state\n");
}

TEST(CorpusExport, JsonLinesComeBackAsTheyWere) {
  Corpus corpus = entangled_corpus();
  corpus.recipes[0].steps = {{StepType::kCalcine, 900.5F, std::nullopt, "air"},
                             {StepType::kMix, std::nullopt, 2.5F, ""}};
  corpus.recipes[1].weight = 1.0F / 3.0F;
  corpus.recipes[2].method = Method::kOther;
  const TempDir dir;
  std::ofstream(dir.path("a.jsonl")) << exported(corpus, CorpusExport::kJsonl);
  ImportOptions options;
  options.files = {dir.path("a.jsonl").string()};
  const auto result = import_recipes(options);
  ASSERT_EQ(result.corpus.recipes.size(), corpus.recipes.size());
  EXPECT_TRUE(result.report.unknown_keys.empty());
  for (std::size_t i = 0; i < corpus.recipes.size(); ++i) {
    const Recipe& a = corpus.recipes[i];
    const Recipe& b = result.corpus.recipes[i];
    EXPECT_EQ(a.target, b.target);
    EXPECT_EQ(a.precursors, b.precursors);
    EXPECT_EQ(a.doi, b.doi);
    EXPECT_EQ(a.year, b.year);
    EXPECT_EQ(a.weight, b.weight);
    EXPECT_EQ(a.method, b.method);
    ASSERT_EQ(a.steps.size(), b.steps.size());
    for (std::size_t k = 0; k < a.steps.size(); ++k) {
      EXPECT_EQ(a.steps[k].type, b.steps[k].type);
      EXPECT_EQ(a.steps[k].temperature_degc, b.steps[k].temperature_degc);
      EXPECT_EQ(a.steps[k].time_h, b.steps[k].time_h);
      EXPECT_EQ(a.steps[k].atmosphere, b.steps[k].atmosphere);
    }
  }
}

}  // namespace
}  // namespace matroute
