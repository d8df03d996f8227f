// The part of `matroute train` that computes: a model folder from a corpus.
#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "build_info.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/train_options.h"
#include "cli/words.h"
#include "datasets/io/text_source.h"
#include "datasets/recipes/corpus_file.h"
#include "model/folder/make_model.h"
#include "model/folder/model_folder.h"
#include "model/folder/model_parts.h"
#include "model/tensors/device.h"
#include "train/evaluate.h"
#include "train/train_counting.h"
#include "train/train_network.h"

namespace matroute {
namespace {

// Evaluates the model on the valid part of the corpus options.valid, or on all of that corpus without a split, for the
// card and the log. The model does not learn from it.
void report_valid(const TrainOptions& options, TrainedModel& model, const Context& context) {
  const Corpus valid = read_corpus(options.valid);
  std::vector<Recipe> recipes;
  for (const std::size_t row : select_part(valid, "valid", false)) recipes.push_back(valid.recipes[row]);
  const LoadedModel made = make_model(model.info, model.files, options.output);
  EvaluateOptions asked;
  asked.method.recorded = true;
  const Scores scores = evaluate(*made.ranker, made.rescorer.get(), recipes, made.seen, asked).all;
  for (std::size_t k = 0; k < kTopK.size(); ++k) {
    model.info.metrics[fmt::format("{} exact@{}", std::filesystem::path(options.valid).filename().string(), kTopK[k])] =
        scores.exact[k];
  }
  log_info(context, fmt::format("{} recipes of {}: exact set {:.1f} % at 1, {:.1f} % at 10", scores.rows, options.valid,
                                100 * scores.exact[0], 100 * scores.exact[3]));
}

bool is_network(const TrainOptions& options) {
  return options.ranker.empty() ? !options.base.empty() : options.ranker == "network";
}

// Throws Error (usage) for options that only the other kind of model uses, rather than ignoring them.
void check(const TrainOptions& options) {
  if (options.output.empty()) throw Error(ErrorKind::kUsage, "-o DIR is needed: the model folder to make");
  const bool network = is_network(options);
  if (!options.base.empty() && !network) {
    throw Error(ErrorKind::kUsage, "--finetune is for --ranker network alone");
  }
  const std::pair<const char*, bool> given[] = {{"--config", !options.config.empty()},
                                                {"--members", options.members >= 0},
                                                {"--seed", options.seed >= 0},
                                                {"--resume", options.resume},
                                                {"--metrics", !options.metrics.empty()}};
  for (const auto& [flag, is_given] : given) {
    if (is_given && !network) throw Error(ErrorKind::kUsage, fmt::format("{} is for --ranker network alone", flag));
  }
  if (network && options.target_elements != "full") {
    throw Error(ErrorKind::kUsage, "--target-elements key is for --ranker counting alone");
  }
}

std::string read_text(const std::string& path) {
  TextSource source(path);
  std::string text;
  for (std::string_view block = source.read_block(); !block.empty(); block = source.read_block()) text += block;
  return text;
}

// The model of --finetune, which training is continued from.
struct BaseModel {
  ModelInfo info;
  NetworkParts parts;
};

std::optional<BaseModel> read_base(const TrainOptions& options, const Device& device) {
  if (options.base.empty()) return {};
  StoredModel stored = read_model(options.base);
  if (stored.info.ranker != "network") {
    throw Error(ErrorKind::kModel, options.base + ": --finetune needs a network model; this one is of the kind \"" +
                                       stored.info.ranker + "\"");
  }
  NetworkParts parts = network_parts(stored.info, stored.files, options.base, device);
  return BaseModel{std::move(stored.info), std::move(parts)};
}

void require_the_same_shape(const NetworkShape& base, const TrainerOptions& options) {
  const bool same = base.width == options.width && base.layers == options.layers && base.heads == options.heads &&
                    base.hidden == options.hidden;
  if (!same) {
    throw Error(ErrorKind::kUsage,
                "width, layers, heads and hidden are those of the model that --finetune goes on with");
  }
}

NetworkOptions network_options(const TrainOptions& options, const std::optional<BaseModel>& base) {
  NetworkOptions network;
  if (base) network = finetune_options(base->parts.members.front().shape(), base->parts.members.size());
  if (!options.config.empty()) read_network_options(read_text(options.config), options.config, network);
  if (options.members >= 0) network.members = static_cast<std::uint32_t>(options.members);
  if (options.seed >= 0) network.seed = static_cast<std::uint64_t>(options.seed);
  if (!base) return network;
  require_the_same_shape(base->parts.members.front().shape(), network.network);
  if (network.members > base->parts.members.size()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} members are asked for, but {} has {}", network.members, options.base,
                                               base->parts.members.size()));
  }
  return network;
}

CheckpointFolder::Begin how_to_begin(const TrainOptions& options) {
  if (options.resume) return CheckpointFolder::Begin::kResume;
  return options.overwrite ? CheckpointFolder::Begin::kReplace : CheckpointFolder::Begin::kNew;
}

// The fingerprint of a training: a saved state is continued from only where it is the same.
std::string fingerprint(const TrainOptions& options, const NetworkOptions& network, const Device& device,
                        const std::optional<BaseModel>& base) {
  return fmt::format("matroute {}\ncorpus {}\npart {}\nbase {}\ndevice {}\noptions {}\n", kVersion,
                     sha256_of_file(options.corpus), options.part, base ? base->info.sha256 : "none", to_text(device),
                     to_json(network));
}

bool is_metrics(const std::filesystem::path& path) {
  return begins_with(path, R"({"network":)") || begins_with(path, R"({"cross_validated":)");
}

// The file of --metrics, for lines of JSON that are flushed one by one; not open where there is no --metrics.
std::ofstream open_metrics(const TrainOptions& options) {
  if (options.metrics.empty()) return {};
  std::ofstream file(options.metrics, options.resume ? std::ios::app : std::ios::trunc);
  if (!file) throw Error(ErrorKind::kOutput, options.metrics + " cannot be created");
  return file;
}

TrainedModel train_network(const TrainOptions& options, const Corpus& corpus, std::span<const std::size_t> rows,
                           std::optional<CheckpointFolder>& checkpoints, const Context& context) {
  const Device device = parse_device(options.device);
  const std::optional<BaseModel> base = read_base(options, device);
  const NetworkOptions network = network_options(options, base);
  require_free(options.metrics, options.resume || options.overwrite, "list of a training's metrics", is_metrics);
  checkpoints.emplace(options.output, fingerprint(options, network, device, base), how_to_begin(options));
  std::ofstream metrics = open_metrics(options);
  std::optional<Progress> progress;
  TrainingEvents events;
  events.info = [&](const std::string& line) {
    progress.reset();  // ends the line of the bar
    log_info(context, line);
  };
  events.progress = [&](std::uint64_t done, std::uint64_t total) {
    if (!progress) progress.emplace(context, "steps", total);
    progress->update(done);
  };
  events.metrics = [&](const std::string& line) {
    if (metrics.is_open() && !(metrics << line << std::endl)) {
      throw Error(ErrorKind::kResource, options.metrics + " cannot be written: is the disk full?");
    }
  };
  if (!base) return train_network_model(corpus, rows, network, device, *checkpoints, events);
  TrainedModel model =
      finetune_network_model(corpus, rows, base->info, base->parts, network, device, *checkpoints, events);
  model.info.training.source = base->info.training.source + ", then ";
  return model;
}

}  // namespace

int run_train(const TrainOptions& options, const Context& context) {
  check(options);
  require_model_output(options.output, options.overwrite);  // a fault is told before the work rather than after
  const Corpus corpus = read_corpus(options.corpus);
  const bool asked = !options.part.empty();
  const auto rows = select_part(corpus, asked ? options.part : "train", asked);
  const bool whole = corpus.splits.empty();
  std::optional<CheckpointFolder> checkpoints;
  TrainedModel model = is_network(options)
                           ? train_network(options, corpus, rows, checkpoints, context)
                           : train_counting(corpus, rows, *target_elements_from_name(options.target_elements));
  if (model.files.empty()) {  // only cross-validation was asked for
    checkpoints->remove();
    return 0;
  }
  model.info.created_by = fmt::format("matroute {}", kVersion);
  model.info.licence = options.licence;
  model.info.training.source += std::filesystem::path(options.corpus).filename().string();
  model.info.training.sha256 = sha256_of_file(options.corpus);
  model.info.training.part = whole ? "all" : asked ? options.part : "train";
  auto& citations = model.info.training.citations;
  citations.insert(citations.end(), options.citations.begin(), options.citations.end());
  if (!options.valid.empty()) report_valid(options, model, context);
  save_model(options.output, model.info, model.files, options.overwrite);
  if (checkpoints) checkpoints->remove();
  log_info(context,
           fmt::format("{}: {}, {} left out, {}", options.output, counted(model.info.training.recipes, "recipe"),
                       model.skipped, counted(model.info.vocabulary.size(), "precursor")));
  return 0;
}

}  // namespace matroute
