// matroute version: the version of the program, and the file formats that it writes.
#include <fmt/format.h>

#include "build_info.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/results/results_file.h"
#include "model/folder/model_info.h"

namespace matroute {
namespace {

int run_version(const Context&) {
  StandardOutput out;
  out.write(
      fmt::format("matroute {}\n"
                  "build: {}, {}, libtorch {}\n"
                  "formats: results {}, corpus {}, model {}\n",
                  kVersion, kBuildType, kCompiler, kTorchVersion, kResultsFormatVersion, kCorpusFormatVersion,
                  kModelFormatVersion));
  out.close();
  return 0;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .summary = "Version, build and versions of the file formats",
          .synopsis = "",
          .flags = {},
          .examples = "  matroute version\n",
          .run = run_version};
}

}  // namespace matroute
