// matroute merge: results files one behind the other in one file.
#include <memory>

#include "base/error.h"
#include "cli/command.h"
#include "cli/words.h"
#include "datasets/results/results_stitch.h"

namespace matroute {
namespace {

struct MergeOptions {
  std::vector<std::string> files;
  std::string output;
  bool overwrite = false;
};

int run(const MergeOptions& options, const Context& context) {
  const std::vector<std::filesystem::path> files(options.files.begin(), options.files.end());
  const ResultsCounts counts = merge_results(files, options.output, options.overwrite);
  log_info(context, options.output + ": " + counted(counts.targets, "target") + " and " +
                        counted(counts.routes, "route") + " from " + counted(files.size(), "file"));
  return 0;
}

}  // namespace

Command merge_command() {
  auto options = std::make_shared<MergeOptions>();
  return {.name = "merge",
          .summary = "Put results files one behind the other in one file",
          .synopsis = "A.h5 B.h5... -o OUT.h5 [--overwrite]",
          .flags = {{.names = "FILE",
                     .field = &options->files,
                     .help = "results files, in the order wanted; the row numbers stay",
                     .value = "FILE",
                     .required = true},
                    {.names = "-o,--output",
                     .field = &options->output,
                     .help = "the file to write",
                     .value = "OUT.h5",
                     .required = true},
                    {.names = "--overwrite",
                     .field = &options->overwrite,
                     .help = "replace OUT.h5 where it is a results file"}},
          .examples =
              "  matroute merge shard-1.h5 shard-2.h5 -o routes.h5\n"
              "  matroute merge routes.h5.parts/*.h5 -o rescued.h5\n",
          .run = [options](const Context& context) { return run(*options, context); }};
}

}  // namespace matroute
