// Validation finds what the reader lets pass, and says why a file is no corpus.
#include "datasets/corpus_validate.h"

#include <gtest/gtest.h>

#include <fstream>

#include "chem/error.h"
#include "datasets/corpus_file.h"
#include "tests/datasets/sample_corpus.h"
#include "tests/datasets/temp_dir.h"

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

TEST(CorpusValidate, AForeignFileIsAnInputError) {
  const TempDir dir;
  std::ofstream(dir.path("c.h5")) << "text";
  EXPECT_THROW(validate_corpus(dir.path("c.h5")), Error);
  EXPECT_THROW(validate_corpus(dir.path("absent.h5")), Error);
}

}  // namespace
}  // namespace matroute
