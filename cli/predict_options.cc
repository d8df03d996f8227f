// The table of predict's flags.
#include "cli/predict_options.h"

#include "base/error.h"
#include "predict/report/json_text.h"

namespace matroute {
namespace {

constexpr double kMost = 4294967295.0;

void add_search_fields(JsonText& json, const PredictOptions& options) {
  json.field("routes", options.routes);
  json.field("method", options.constraints.method);
  json.field("stock", options.constraints.stock_file);
  json.field("forbid", std::span<const std::string>(options.constraints.forbid));
  json.field("require", std::span<const std::string>(options.constraints.require));
  json.field("atmosphere", options.atmosphere);
  json.field("var", std::span<const std::string>(options.input.variables));
  json.field("unbalanced", options.unbalanced);
}

std::vector<Flag> output_flags(PredictOptions& options) {
  return {
      {.names = "-o,--output",
       .field = &options.output,
       .help = "write a results file (HDF5) instead of text; parts stand in OUT.h5.parts until it is whole",
       .value = "OUT.h5"},
      {.names = "--overwrite",
       .field = &options.overwrite,
       .help = "replace an older results file or its left-over parts, never a file of another kind"},
      {.names = "--format",
       .field = &options.format,
       .help = "default: table on a terminal, jsonl elsewhere",
       .choices = {"table", "json", "jsonl", "csv", "markdown"}},
      {.names = "--explain",
       .field = &options.explain,
       .help = "also say which sets of precursors were left out, and why (in the table, else on stderr)"},
  };
}

std::vector<Flag> search_flags(PredictOptions& options) {
  return {
      {.names = "-k,--routes",
       .field = &options.routes,
       .help = "most routes for each target",
       .value = "K",
       .range = {{1, 1000}}},
      {.names = "--method",
       .field = &options.constraints.method,
       .help = "only routes of this method",
       .choices = method_choices({"any"})},
      {.names = "--stock",
       .field = &options.constraints.stock_file,
       .help = "use only the precursors in FILE: one formula a line, or a column formula",
       .value = "FILE"},
      {.names = "--forbid",
       .field = &options.constraints.forbid,
       .help = "no precursor with these elements (Co), and none of these precursors (Co3O4, or Co: for the metal)",
       .value = "LIST"},
      {.names = "--require",
       .field = &options.constraints.require,
       .help = "every route uses these elements or precursors, written as for --forbid",
       .value = "LIST"},
      {.names = "--atmosphere",
       .field = &options.atmosphere,
       .help = "for balancing: inert bars O2 as an intake, reducing brings H2",
       .choices = atmosphere_choices()},
      {.names = "--unbalanced",
       .field = &options.unbalanced,
       .help = "for comparisons, as text only: return the sets as ranked, without balancing them"},
      {.names = "--model",
       .field = &options.model,
       .help = "model folder; default: $MATROUTE_MODEL, else the one that came with the program",
       .value = "DIR"},
      {.names = "--device",
       .field = &options.device,
       .help = "where the model computes: auto, cpu, cuda or cuda:N",
       .value = "DEVICE"},
      {.names = "--batch-size",
       .field = &options.batch_size,
       .help = "targets searched at a time, while as many are written",
       .value = "N",
       .range = {{1, 1000000}}},
      {.names = "--seed",
       .field = &options.seed,
       .help = "kept in the results file; today's ranker draws no numbers",
       .value = "N",
       .range = {{0, kMost}}},
  };
}

}  // namespace

std::vector<Flag> predict_flags(PredictOptions& options) {
  std::vector<Flag> flags = input_flags(options.input);
  flags.push_back({.names = "--id-column",
                   .field = &options.input.id_column,
                   .help = "column of the ids; default: id if there is one",
                   .value = "NAME"});
  for (Flag& flag : output_flags(options)) flags.push_back(std::move(flag));
  for (Flag& flag : search_flags(options)) flags.push_back(std::move(flag));
  return flags;
}

void check(const PredictOptions& options) {
  if (!options.output.empty() && !options.format.empty()) {
    throw Error(ErrorKind::kUsage,
                "--format is for text on standard output, -o writes HDF5: give one of them, and turn "
                "the file into text with `matroute export`");
  }
  if (options.unbalanced && !options.output.empty()) {
    throw Error(ErrorKind::kUsage, "--unbalanced is for text: a results file holds balanced routes only");
  }
  if (options.overwrite && options.output.empty()) {
    throw Error(ErrorKind::kUsage, "--overwrite belongs to -o OUT.h5");
  }
}

std::string search_json(const PredictOptions& options) {
  std::string out;
  JsonText json(out);
  json.begin_object();
  add_search_fields(json, options);
  json.end_object();
  return out;
}

std::string configuration_json(const PredictOptions& options, const std::string& model, int threads) {
  std::string out;
  JsonText json(out);
  json.begin_object();
  add_search_fields(json, options);
  json.field("formula_column", options.input.formula_column);
  json.field("id_column", options.input.id_column);
  json.field("model", model);
  json.field("device", options.device);
  json.field("batch_size", options.batch_size);
  json.field("seed", options.seed);
  json.field("threads", threads);
  json.end_object();
  return out;
}

}  // namespace matroute
