// matroute model info: the card of a model folder.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command.h"
#include "cli/outputs.h"
#include "model/folder/model_card.h"
#include "model/folder/model_folder.h"
#include "predict/model_lookup.h"

namespace matroute {
namespace {

struct ModelInfoOptions {
  std::string folder;
  std::string format = "table";
};

std::string text_of_card(const std::filesystem::path& folder) {
  std::ostringstream text;
  text << std::ifstream(folder / "model.json", std::ios::binary).rdbuf();
  return text.str();
}

int run_model_info(const ModelInfoOptions& options) {
  const std::filesystem::path folder = find_model(options.folder, program_folder());
  const ModelInfo info = load_model_info(folder);
  StandardOutput out;
  out.write(options.format == "json" ? text_of_card(folder) : model_card_table(info));
  out.close();
  return 0;
}

}  // namespace

Command model_info_command() {
  auto options = std::make_shared<ModelInfoOptions>();
  return {.name = "model info",
          .summary = "Show what a model is: its data, vocabulary, figures, licence and limits",
          .synopsis = "[DIR] [OPTIONS]",
          .flags =
              {
                  {.names = "DIR", .field = &options->folder, .help = "model folder; default: the one shipped"},
                  {.names = "--format",
                   .field = &options->format,
                   .help = "json: model.json as it is",
                   .choices = {"table", "json"}},
              },
          .examples = "  matroute model info\n  matroute model info my-model --format json\n",
          .run = [options](const Context&) { return run_model_info(*options); }};
}

}  // namespace matroute
