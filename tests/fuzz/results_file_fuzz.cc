// Reader, validator and stitcher of results files on files whose content, shapes and bytes are whatever the fuzzer
// makes of a good file: the first byte chooses between changed datasets and changed bytes of the file.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "chem/error.h"
#include "datasets/results_reader.h"
#include "datasets/results_stitch.h"
#include "datasets/results_validate.h"
#include "tests/datasets/hdf5_tamper.h"
#include "tests/datasets/results_sample.h"

namespace {

namespace fs = std::filesystem;
using namespace matroute;

const fs::path& folder() {
  static const fs::path path = [] {
    fs::path made = fs::temp_directory_path() / ("matroute_fuzz_" + std::to_string(getpid()));
    fs::create_directory(made);
    write_sample(made / "good.h5", 0, 12);
    return made;
  }();
  return path;
}

// Takes values from the input until there are no more; then zeros.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool empty() const { return used_ >= size_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : data_[used_++]; }
  std::int64_t integer() {
    const std::uint8_t length = byte() % 9;
    std::uint64_t value = 0;
    for (std::uint8_t i = 0; i < length; ++i) value = value << 8U | byte();
    return byte() % 4 == 0 ? -static_cast<std::int64_t>(value >> 1U) : static_cast<std::int64_t>(value);
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t used_ = 0;
};

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

void change_dataset(const fs::path& path, Input& input) {
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

void change_bytes(const fs::path& path, Input& input) {
  const auto size = fs::file_size(path);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  while (!input.empty()) {
    const auto place = static_cast<std::uint64_t>(input.byte()) << 16U | input.byte() << 8U | input.byte();
    file.seekp(static_cast<std::streamoff>(place % size));
    file.put(static_cast<char>(input.byte()));
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
    const fs::path out = folder() / "out.h5";
    fs::remove(out);
    const fs::path parts[] = {path, path};
    if (!survives([&] { stitch_results(parts, out, {}); })) std::abort();
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fs::path path = folder() / "changed.h5";
  fs::copy_file(folder() / "good.h5", path, fs::copy_options::overwrite_existing);
  Input input(data, size);
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
