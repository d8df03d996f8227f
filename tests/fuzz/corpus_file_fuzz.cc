// The corpus reader on files whose values, shapes and bytes are whatever the fuzzer makes of a good file.
#include <cstdlib>
#include <stdexcept>

#include "base/error.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/corpus_validate.h"
#include "datasets/recipes/split.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/recipes/sample_corpus.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

namespace fs = std::filesystem;
using namespace matroute;

constexpr const char* kNumbers[] = {"recipes/target",        "recipes/target_ptr",     "recipes/doi",
                                    "recipes/doi_ptr",       "recipes/year",           "recipes/step_ptr",
                                    "recipes/precursor_ptr", "precursors/formula",     "steps/atmosphere",
                                    "steps/atmosphere_ptr",  "precursors/formula_ptr", "splits/name_ptr",
                                    "splits/options",        "splits/options_ptr",     "quarantine/count",
                                    "quarantine/name_ptr",   "sources/records",        "sources/sha256_ptr"};
constexpr const char* kFloats[] = {"recipes/weight", "steps/temperature", "steps/time"};
constexpr const char* kEnums[] = {"recipes/method", "steps/type", "splits/part_0"};

const fs::path& good_file() {
  static const fs::path path = [] {
    Corpus corpus = entangled_corpus();
    corpus.recipes.resize(40);
    corpus.recipes[0].steps = {{StepType::kCalcine, 900.0F, 2.0F, "air"}, {StepType::kMix, {}, {}, ""}};
    corpus.quarantine = {{"negative amount", 3}};
    corpus.sources = {{"a.json", "00ff", "csv", 40}};
    add_split(corpus, {.by = SplitBy::kRandom, .cut = {}, .seed = 1});
    write_corpus(corpus, fuzz_folder() / "good.h5");
    return fuzz_folder() / "good.h5";
  }();
  return path;
}

void change_dataset(const fs::path& path, FuzzInput& input) {
  const std::string numbers = kNumbers[input.byte() % std::size(kNumbers)];
  const std::uint64_t row = input.byte() % 41;
  switch (input.byte() % 5) {
    case 0:
      return resize_dataset(path, numbers, input.byte() % 64);
    case 1:
      return tamper_enum(path, kEnums[input.byte() % std::size(kEnums)], row, input.byte());
    case 2:
      return tamper_float(path, kFloats[input.byte() % std::size(kFloats)], row, static_cast<double>(input.integer()));
    default:
      return tamper_integer(path, numbers, row, input.integer());
  }
}

// What cannot be read is an input error, and the validator says so too.
void check(const fs::path& path) {
  try {
    check_corpus(read_corpus(path), "a corpus that was read");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput) std::abort();
    try {
      if (validate_corpus(path).faults.empty()) std::abort();
    } catch (const Error& refused) {
      if (refused.kind() != ErrorKind::kInput) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fs::path path = fuzz_folder() / "changed.h5";
  fs::copy_file(good_file(), path, fs::copy_options::overwrite_existing);
  FuzzInput input(data, size);
  if (input.byte() % 2 == 1) {
    change_bytes(path, input);
  } else {
    try {
      for (int i = 0; i < 4 && !input.empty(); ++i) change_dataset(path, input);
    } catch (const std::runtime_error&) {
      return 0;  // a row that the dataset does not have
    }
  }
  check(path);
  return 0;
}
