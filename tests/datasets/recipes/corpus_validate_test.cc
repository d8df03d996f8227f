// Validation finds what the reader lets pass, and says why a file is no corpus.
#include "datasets/recipes/corpus_validate.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "datasets/recipes/corpus_file.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/recipes/sample_corpus.h"

namespace matroute {
namespace {

TEST(CorpusValidate, AWholeFileHasNoFault) {
  const TempDir dir;
  write_corpus(entangled_corpus(), dir.path("c.h5"));
  const CorpusValidation result = validate_corpus(dir.path("c.h5"));
  EXPECT_EQ(result.recipes, 300U);
  EXPECT_TRUE(result.faults.empty()) << result.faults.front();
}

TEST(CorpusValidate, LeaksAndUnreadableFormulasAreFaults) {
  const TempDir dir;
  Corpus corpus;
  corpus.recipes = {sample_recipe("BaTiO3", {"TiO2"}, "10.1/a", 2001), sample_recipe("Qq7", {"TiO2"}, "10.1/a", 2001),
                    sample_recipe("BaTiO3", {"TiO2"}, "10.1/b", 2001)};
  corpus.splits = {{"random", "", {Part::kTrain, Part::kValid, Part::kValid}}};
  write_corpus(corpus, dir.path("c.h5"));
  const CorpusValidation result = validate_corpus(dir.path("c.h5"));
  EXPECT_EQ(result.faults.size(), 2U);
  EXPECT_EQ(result.warnings.size(), 1U);
}

TEST(CorpusValidate, EveryDatasetIsLabelled) {
  for (const char* attribute : {"units", "description"}) {
    const TempDir dir;
    write_corpus(entangled_corpus(), dir.path("c.h5"));
    remove_attribute(dir.path("c.h5"), "recipes/weight", attribute);
    const CorpusValidation result = validate_corpus(dir.path("c.h5"));
    ASSERT_EQ(result.faults.size(), 1U);
    EXPECT_NE(result.faults[0].find(attribute), std::string::npos) << result.faults[0];
  }
}

TEST(CorpusValidate, ManyFaultsAreCounted) {
  const TempDir dir;
  Corpus corpus;
  for (int i = 0; i < 50; ++i) corpus.recipes.push_back(sample_recipe("Qq7", {"TiO2"}, "", 2001));
  write_corpus(corpus, dir.path("c.h5"));
  const CorpusValidation result = validate_corpus(dir.path("c.h5"));
  EXPECT_EQ(result.faults.size(), CorpusValidation::kMaxFaults + 1);
  EXPECT_EQ(result.faults.back(), "30 more");
}

TEST(CorpusValidate, AFileThatWasCutOffIsAFault) {
  const TempDir dir;
  write_corpus(entangled_corpus(), dir.path("c.h5"));
  std::filesystem::resize_file(dir.path("c.h5"), std::filesystem::file_size(dir.path("c.h5")) / 2);
  const CorpusValidation result = validate_corpus(dir.path("c.h5"));
  EXPECT_EQ(result.recipes, 0U);
  EXPECT_EQ(result.faults.size(), 1U);
}

TEST(CorpusValidate, AForeignFileIsAnInputError) {
  const TempDir dir;
  std::ofstream(dir.path("c.h5")) << "text";
  EXPECT_THROW(validate_corpus(dir.path("c.h5")), Error);
  EXPECT_THROW(validate_corpus(dir.path("absent.h5")), Error);
}

}  // namespace
}  // namespace matroute
