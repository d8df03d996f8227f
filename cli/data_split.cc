// matroute data split: parts for training and testing that share no paper, stored in the corpus.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/corpus_stats.h"
#include "datasets/recipes/split.h"

namespace matroute {
namespace {

struct DataSplitOptions {
  std::string corpus;
  std::string by;
  std::string cut;
  std::uint64_t seed = 0;
};

std::vector<double> cut_numbers(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    double number = 0.0;
    const auto result = std::from_chars(text.data() + at, text.data() + end, number);
    if (result.ec != std::errc() || result.ptr != text.data() + end) {
      throw Error(ErrorKind::kUsage,
                  fmt::format("--cut {}: expected one or two numbers, such as 0.8,0.1 or 2014,2016", text));
    }
    numbers.push_back(number);
    at = end + 1;
  }
  return numbers;
}

int run_split(const DataSplitOptions& options) {
  Corpus corpus = read_corpus(options.corpus);
  SplitOptions split;
  split.by =
      static_cast<SplitBy>(std::find(kSplitByNames.begin(), kSplitByNames.end(), options.by) - kSplitByNames.begin());
  split.cut = cut_numbers(options.cut);
  split.seed = options.seed;
  add_split(corpus, split);
  write_corpus(corpus, options.corpus, AtomicFile::Existing::kReplace);
  StandardOutput out;
  for (const auto& [part, count] : part_sizes(corpus.splits.back())) {
    if (part != "none" || count > 0) out.write(fmt::format("{:<6}{:>9}\n", part, count));
  }
  out.close();
  return 0;
}

}  // namespace

Command data_split_command() {
  auto options = std::make_shared<DataSplitOptions>();
  const std::vector<std::string> kinds(kSplitByNames.begin(), kSplitByNames.end());
  return {.name = "data split",
          .summary = "Split a corpus into train, valid and test that share no paper",
          .synopsis = "C.h5 --by random|target|system|year\n       [--cut NUMBERS] [--seed N]",
          .flags = {{.names = "corpus",
                     .field = &options->corpus,
                     .help = "corpus; the split is stored in it",
                     .value = "C.h5",
                     .required = true},
                    {.names = "--by",
                     .field = &options->by,
                     .help = "what no two parts share, besides papers",
                     .choices = kinds,
                     .required = true},
                    {.names = "--cut",
                     .field = &options->cut,
                     .help = "shares of train and valid (0.8,0.1), or the last year of each (2014,2016)",
                     .value = "NUMBERS"},
                    {.names = "--seed", .field = &options->seed, .help = "of the draw", .value = "N"}},
          .examples =
              "  matroute data split all.h5 --by year --cut 2014,2016\n"
              "  matroute data split all.h5 --by system --seed 7\n",
          .run = [options](const Context&) { return run_split(*options); }};
}

}  // namespace matroute
