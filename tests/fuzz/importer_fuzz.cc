// The importers on any bytes, as a release or as a table: what comes out is a corpus that can be written.
#include <cstdlib>

#include "base/error.h"
#include "chem/formula.h"
#include "datasets/recipes/importer.h"
#include "tests/fuzz/fuzz_folder.h"

namespace {

using namespace matroute;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const ImportResult& result) {
  check_corpus(result.corpus, "the import");
  for (const Recipe& recipe : result.corpus.recipes) {
    require(parse_formula(recipe.target).ok());
    for (const std::string& precursor : recipe.precursors) require(parse_formula(precursor).ok());
  }
  std::uint64_t rejected = 0;
  for (const NamedCount& count : result.corpus.quarantine) rejected += count.count;
  require(rejected == result.report.rejections.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kNames[] = {"a.json", "a.jsonl", "a.csv"};
  if (size == 0) return 0;
  ImportOptions options;
  options.files = {write_fuzz_file(kNames[data[0] % std::size(kNames)], data + 1, size - 1)};
  try {
    check(import_recipes(options));
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::kInput);
  }
  return 0;
}
