// matroute data export: recipes of a corpus as text.
#include <numeric>

#include "cli/command.h"
#include "cli/outputs.h"
#include "datasets/recipes/corpus_export.h"
#include "datasets/recipes/corpus_file.h"

namespace matroute {
namespace {

struct DataExportOptions {
  std::string corpus;
  std::string part;  // empty: all recipes
  std::string format;
};

int run_data_export(const DataExportOptions& options) {
  const Corpus corpus = read_corpus(options.corpus);
  std::vector<std::size_t> indices(corpus.recipes.size());
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  if (!options.part.empty()) indices = select_part(corpus, options.part, true);
  StandardOutput out;
  const auto format = options.format == "csv" ? CorpusExport::kCsv : CorpusExport::kJsonl;
  export_recipes(corpus, indices, format, [&](std::string_view line) { out.write(line); });
  out.close();
  return 0;
}

}  // namespace

Command data_export_command() {
  auto options = std::make_shared<DataExportOptions>();
  return {.name = "data export",
          .summary = "Print recipes of a corpus as CSV or JSON lines",
          .synopsis = "C.h5 [--part train|valid|test] --format csv|jsonl",
          .flags = {{.names = "corpus", .field = &options->corpus, .help = "corpus", .value = "C.h5", .required = true},
                    {.names = "--part",
                     .field = &options->part,
                     .help = "of the newest split; default: all recipes",
                     .choices = {"train", "valid", "test"}},
                    {.names = "--format",
                     .field = &options->format,
                     .help = "csv: target,precursors,doi,year,method",
                     .choices = {"csv", "jsonl"},
                     .required = true}},
          .examples = "  matroute data export all.h5 --part valid --format csv > valid.csv\n",
          .run = [options](const Context&) { return run_data_export(*options); }};
}

}  // namespace matroute
