// matroute train: a model folder from a corpus.
#include "cli/command.h"
#include "cli/compute.h"

namespace matroute {

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
                   .help = "kind of model; default: counting, or network with --finetune",
                   .choices = {"counting", "network"}},
                  {.names = "--config",
                   .field = &options->config,
                   .help = "options of a network's training as a JSON object, such as {\"epochs\": 8}",
                   .value = "FILE"},
                  {.names = "--finetune",
                   .field = &options->base,
                   .help = "network model to go on with: your recipes on top of what it knows",
                   .value = "DIR"},
                  {.names = "--members",
                   .field = &options->members,
                   .help = "networks that are averaged, in the model and for each fold; 0: cross-validate and make no "
                           "model; default: 1, or those of --finetune",
                   .value = "N",
                   .range = {{0, 64}}},
                  {.names = "--seed",
                   .field = &options->seed,
                   .help = "of folds, weights, order and dropout; default: 0",
                   .value = "N",
                   .range = {{0, 2147483647}}},
                  {.names = "--device",
                   .field = &options->device,
                   .help = "auto, cpu, cuda or cuda:N, for a network",
                   .value = "DEVICE"},
                  {.names = "--resume",
                   .field = &options->resume,
                   .help = "go on with a network's training that was cut off (DIR.training holds its state)"},
                  {.names = "--metrics",
                   .field = &options->metrics,
                   .help = "write losses and cross-validated figures to this file, as lines of JSON",
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
              "  matroute train corpus.h5 --ranker network --members 5 -o my-model\n"
              "  matroute train own.h5 --finetune models/default -o my-model\n"
              "  matroute train corpus.h5 -o my-model --valid valid.h5 --overwrite\n",
          .run = [options](const Context& context) { return compute().train(*options, context); }};
}

}  // namespace matroute
