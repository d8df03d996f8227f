// matroute evaluate: a model against recorded recipes.
#include "cli/command.h"
#include "cli/compute.h"
#include "cli/input_options.h"

namespace matroute {

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
      .run = [options](const Context& context) { return compute().evaluate(*options, context); }};
}

}  // namespace matroute
