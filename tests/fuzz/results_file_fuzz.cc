// Reader, validator and stitcher of results files on files whose content, shapes and bytes are whatever the fuzzer
// makes of a good file: the first byte chooses between changed datasets and changed bytes of the file.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_stitch.h"
#include "datasets/results/results_validate.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/results/results_sample.h"
#include "tests/fuzz/fuzz_folder.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

namespace fs = std::filesystem;
using namespace matroute;

const fs::path& good_file() {
  static const fs::path path = [] {
    write_sample(fuzz_folder() / "good.h5", 0, 12);
    return fuzz_folder() / "good.h5";
  }();
  return path;
}

constexpr const char* kDatasets[] = {
    "targets/row",          "targets/input_id",      "targets/input_id_ptr", "targets/formula",
    "targets/formula_ptr",  "targets/message_ptr",   "targets/vars_ptr",     "targets/warnings",
    "targets/warnings_ptr", "targets/out_of_domain", "targets/route_ptr",    "routes/target",
    "routes/rank",          "routes/equation",       "routes/equation_ptr",  "routes/warnings",
    "routes/warnings_ptr",  "routes/component_ptr",  "routes/step_ptr",      "routes/precedent_ptr",
    "components/route",     "components/material",   "components/coef_num",  "components/coef_den",
    "steps/route",          "steps/index",           "precedents/route",     "precedents/doi",
    "vocab/materials",      "vocab/materials_ptr",   "vocab/dois_ptr",       "vocab/messages",
    "vocab/messages_ptr",   "vocab/atmospheres_ptr"};
constexpr const char* kEnums[] = {"targets/status", "routes/method", "components/role", "steps/type",
                                  "precedents/relation"};

void change_dataset(const fs::path& path, FuzzInput& input) {
  const std::string dataset = kDatasets[input.byte() % std::size(kDatasets)];
  const std::uint64_t row = input.byte() % 20;
  switch (input.byte() % 4) {
    case 0:
      return resize_dataset(path, dataset, input.byte() % 64);
    case 1:
      return tamper_enum(path, kEnums[input.byte() % std::size(kEnums)], row, input.byte());
    default:
      return tamper_integer(path, dataset, row, input.integer());
  }
}

void read_all(const fs::path& path) {
  ResultsReader reader(path);
  TargetResult result;
  while (reader.next(result)) {
  }
}

template <class Action>
bool survives(const Action& action) {
  try {
    action();
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kInternal) std::abort();
    return false;
  }
}

void check(const fs::path& path, bool stitch) {
  const bool readable = survives([&] { read_all(path); });
  survives([&] {
    // What the validator finds whole, the reader and the stitcher must take.
    if (!validate_results(path).faults.empty()) return;
    if (!readable) std::abort();
    if (!stitch) return;
    const fs::path out = fuzz_folder() / "out.h5";
    fs::remove(out);
    const fs::path parts[] = {path, path};
    if (!survives([&] { stitch_results(parts, out, {}); })) std::abort();
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fs::path path = fuzz_folder() / "changed.h5";
  fs::copy_file(good_file(), path, fs::copy_options::overwrite_existing);
  FuzzInput input(data, size);
  const std::uint8_t mode = input.byte();
  if (mode % 2 == 1) {
    change_bytes(path, input);
  } else {
    try {
      for (int i = 0; i < 4 && !input.empty(); ++i) change_dataset(path, input);
    } catch (const std::runtime_error&) {
      return 0;  // a row that the dataset no longer has
    }
  }
  check(path, mode % 16 >= 14);
  return 0;
}
