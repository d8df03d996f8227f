// matroute evaluate: a model against recorded recipes.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/input_options.h"
#include "cli/model_lookup.h"
#include "cli/standard_output.h"
#include "datasets/recipes/corpus_file.h"
#include "model/folder/make_model.h"
#include "model/tensors/device.h"
#include "train/evaluation_report.h"

namespace matroute {
namespace {

struct EvaluateCommandOptions {
  std::string corpus;
  std::string model;
  std::string part;  // empty: test, where there is a split
  int routes = 20;
  std::string method = "any";
  std::string balance = "on";
  std::string target_elements;  // empty: as the model was trained
  std::string format = "table";
  std::string device = "auto";
};

AskedMethod asked_method(const std::string& name) {
  return {.recorded = name == "recorded", .method = method_from_name(name)};
}

int run_evaluate(const EvaluateCommandOptions& options, const Context& context) {
  LoadOptions load;
  load.device = parse_device(options.device);
  if (!options.target_elements.empty()) load.elements = target_elements_from_name(options.target_elements);
  const auto folder = find_model(options.model);
  const LoadedModel model = load_model(folder, load);
  const Corpus corpus = read_corpus(options.corpus);
  const bool asked = !options.part.empty();
  std::vector<Recipe> recipes;
  for (const std::size_t row : select_part(corpus, asked ? options.part : "test", asked)) {
    recipes.push_back(corpus.recipes[row]);
  }
  log_debug(context, fmt::format("{} recipes, ranker {}", recipes.size(), model.ranker->name()));
  const EvaluateOptions how{static_cast<std::size_t>(options.routes), asked_method(options.method),
                            options.balance == "on"};
  std::vector<Evaluation> evaluations{evaluate(*model.ranker, model.rescorer.get(), recipes, model.seen, how)};
  if (model.info.ranker != "counting") {  // the yardstick
    load.counting_only = true;
    evaluations.push_back(evaluate(*load_model(folder, load).ranker, nullptr, recipes, model.seen, how));
  }
  StandardOutput out;
  out.write(options.format == "json" ? evaluation_json(evaluations) : evaluation_table(evaluations));
  out.close();
  return 0;
}

}  // namespace

Command evaluate_command() {
  auto options = std::make_shared<EvaluateCommandOptions>();
  return {
      .name = "evaluate",
      .summary = "Score a model against recorded recipes",
      .synopsis = "CORPUS.h5 [--model DIR] [OPTIONS]",
      .flags =
          {
              {.names = "CORPUS.h5",
               .field = &options->corpus,
               .help = "recorded recipes, made by `matroute data import`",
               .required = true},
              {.names = "--model",
               .field = &options->model,
               .help = "model folder; default: the one shipped",
               .value = "DIR"},
              {.names = "--device",
               .field = &options->device,
               .help = "auto, cpu, cuda or cuda:N, for a network",
               .value = "DEVICE"},
              {.names = "--part",
               .field = &options->part,
               .help = "part of the corpus's newest split to score; default: test, or every recipe where there is no "
                       "split",
               .value = "PART"},
              {.names = "-k,--top-k",
               .field = &options->routes,
               .help = "routes asked for per target; a recorded set beyond them is a miss",
               .range = {{1, 1000}}},
              {.names = "--method",
               .field = &options->method,
               .help = "method that the model is asked for; recorded: each recipe's own",
               .choices = method_choices({"any", "recorded"})},
              {.names = "--balance",
               .field = &options->balance,
               .help = "off: sets that do not balance count too, for comparison with plain counting",
               .choices = {"on", "off"}},
              {.names = "--target-elements",
               .field = &options->target_elements,
               .help = "counting models: where a target's elements come from; default: as trained",
               .choices = {"full", "key"}},
              {.names = "--format",
               .field = &options->format,
               .help = "json adds a row per target",
               .choices = {"table", "json"}},
          },
      .examples =
          "  matroute evaluate corpus.h5 --model my-model\n"
          "  matroute evaluate corpus.h5 --part valid --format json > scores.json\n",
      .run = [options](const Context& context) { return run_evaluate(*options, context); }};
}

}  // namespace matroute
