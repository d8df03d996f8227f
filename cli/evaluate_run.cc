// The part of `matroute evaluate` that computes: a model against recorded recipes.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/evaluate_options.h"
#include "cli/outputs.h"
#include "datasets/recipes/corpus_file.h"
#include "model/folder/make_model.h"
#include "model/tensors/device.h"
#include "predict/model_lookup.h"
#include "train/evaluation_report.h"

namespace matroute {
namespace {

AskedMethod asked_method(const std::string& name) {
  return {.recorded = name == "recorded", .method = method_from_name(name)};
}

}  // namespace

int run_evaluate(const EvaluateCommandOptions& options, const Context& context) {
  LoadOptions load;
  load.device = parse_device(options.device);
  if (!options.target_elements.empty()) load.elements = target_elements_from_name(options.target_elements);
  const auto folder = find_model(options.model, program_folder());
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
  if (model.info.ranker != "counting") {  // the counting ranker stands beside a network for comparison
    load.counting_only = true;
    evaluations.push_back(evaluate(*load_model(folder, load).ranker, nullptr, recipes, model.seen, how));
  }
  StandardOutput out;
  out.write(options.format == "json" ? evaluation_json(evaluations) : evaluation_table(evaluations));
  out.close();
  return 0;
}

}  // namespace matroute
