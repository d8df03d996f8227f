// matroute train: a model folder from a corpus.
#include <fmt/format.h>

#include <fstream>

#include "build_info.h"
#include "chem/error.h"
#include "cli/command.h"
#include "datasets/corpus_file.h"
#include "datasets/sha256.h"
#include "model/counting_ranker.h"
#include "train/evaluate.h"
#include "train/train_counting.h"
#include "train/train_network.h"

namespace matroute {
namespace {

struct TrainOptions {
  std::string corpus;
  std::string output;
  std::string ranker = "counting";
  std::string valid;
  std::string part;  // empty: train, where there is a split
  std::string target_elements = "full";
  std::vector<std::string> citations;
  std::string licence = "not stated; that of the training data applies";
  std::string config;
  bool overwrite = false;
};

// The valid part of V.h5, or all of it, is only reported on.
void report_valid(const TrainOptions& options, TrainedModel& model, const Context& context) {
  const Corpus valid = read_corpus(options.valid);
  std::vector<Recipe> recipes;
  for (const std::size_t row : select_part(valid, "valid", false)) recipes.push_back(valid.recipes[row]);
  const auto tensors = read_safetensors(model.files.at("counts.safetensors"), "the new model");
  const auto data = counting_data_from_tensors(tensors, model.info.vocabulary, "the new model");
  const CountingRanker ranker(data, *target_elements_from_name(options.target_elements), "the new model");
  const Scores scores = evaluate(ranker, recipes, data.target_hashes, {}).all;
  for (std::size_t k = 0; k < kTopK.size(); ++k) {
    model.info.metrics[fmt::format("{} exact@{}", std::filesystem::path(options.valid).filename().string(), kTopK[k])] =
        scores.exact[k];
  }
  log_info(context, fmt::format("{} recipes of {}: exact set {:.1f} % at 1, {:.1f} % at 10", scores.rows, options.valid,
                                100 * scores.exact[0], 100 * scores.exact[3]));
}

NetworkOptions network_options(const TrainOptions& options) {
  if (options.config.empty()) return {};
  std::ifstream file(options.config);
  if (!file) throw Error(ErrorKind::kUsage, options.config + ": cannot be read");
  return parse_network_options(std::string(std::istreambuf_iterator<char>(file), {}), options.config);
}

int run_train(const TrainOptions& options, const Context& context) {
  if (options.output.empty()) throw Error(ErrorKind::kUsage, "-o DIR is needed: the model folder to make");
  require_model_output(options.output, options.overwrite);  // said before the work rather than after it
  const Corpus corpus = read_corpus(options.corpus);
  const bool asked = !options.part.empty();
  const auto rows = select_part(corpus, asked ? options.part : "train", asked);
  const bool whole = corpus.splits.empty();
  TrainedModel model = options.ranker == "network"
                           ? train_network_model(corpus, rows, network_options(options),
                                                 [&](const std::string& text) { log_info(context, text); })
                           : train_counting(corpus, rows, *target_elements_from_name(options.target_elements));
  model.info.created_by = fmt::format("matroute {}", kVersion);
  model.info.licence = options.licence;
  model.info.training.source = std::filesystem::path(options.corpus).filename().string();
  model.info.training.sha256 = sha256_of_file(options.corpus);
  model.info.training.part = whole ? "all" : asked ? options.part : "train";
  auto& citations = model.info.training.citations;
  citations.insert(citations.end(), options.citations.begin(), options.citations.end());
  if (!options.valid.empty()) report_valid(options, model, context);
  save_model(options.output, model.info, model.files, options.overwrite);
  log_info(context, fmt::format("{}: {} recipes counted, {} left out, {} precursors", options.output,
                                model.info.training.recipes, model.skipped, model.info.vocabulary.size()));
  return 0;
}

}  // namespace

Command train_command() {
  auto options = std::make_shared<TrainOptions>();
  return {.name = "train",
          .summary = "Make a model folder from a corpus",
          .synopsis = "CORPUS.h5 -o DIR [OPTIONS]",
          .flags =
              {
                  {.names = "CORPUS.h5",
                   .field = &options->corpus,
                   .help = "made by `matroute data import`",
                   .required = true},
                  {.names = "-o,--output", .field = &options->output, .help = "model folder to make", .value = "DIR"},
                  {.names = "--ranker",
                   .field = &options->ranker,
                   .help = "kind of model",
                   .choices = {"counting", "network"}},
                  {.names = "--config",
                   .field = &options->config,
                   .help = "JSON file with options of the network's training",
                   .value = "FILE"},
                  {.names = "--valid",
                   .field = &options->valid,
                   .help = "report on this corpus (its part valid, where it has one) and note the figures in the model",
                   .value = "V.h5"},
                  {.names = "--part",
                   .field = &options->part,
                   .help = "part of the corpus's newest split to train on; default: train, or every recipe where there "
                           "is no split",
                   .value = "PART"},
                  {.names = "--target-elements",
                   .field = &options->target_elements,
                   .help = "full: every element of the formula; key: those that the rounded composition keeps, for "
                           "comparison with plain counting",
                   .choices = {"full", "key"}},
                  {.names = "--cite",
                   .field = &options->citations,
                   .help = "a source of the data, for the model card",
                   .value = "TEXT"},
                  {.names = "--licence",
                   .field = &options->licence,
                   .help = "licence of the model, for its card",
                   .value = "TEXT"},
                  {.names = "--overwrite", .field = &options->overwrite, .help = "replace a model folder of that name"},
              },
          .examples =
              "  matroute train corpus.h5 --ranker counting -o my-model\n"
              "  matroute train corpus.h5 -o my-model --valid valid.h5 --overwrite\n",
          .run = [options](const Context& context) { return run_train(*options, context); }};
}

}  // namespace matroute
