// matroute validate: checks every chunk and every rule of a results file, a folder of its parts, or a corpus.
#include <memory>

#include "base/error.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/words.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/corpus_validate.h"
#include "datasets/results/results_validate.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

std::string faults_text(const std::vector<std::string>& faults) {
  std::string text;
  for (const std::string& fault : faults) text += "  " + fault + "\n";
  return text;
}

std::string counts_text(const ResultsCheck& check) {
  if (!check.opened) return check.path.string() + ": cannot be opened\n" + faults_text(check.faults);
  return check.path.string() + ": " + counted(check.counts.targets, "target") + ", " +
         counted(check.counts.routes, "route") + ", " + counted(check.counts.components, "component") + ", " +
         counted(check.counts.steps, "step") + ", " + counted(check.counts.precedents, "precedent") + ": " +
         (check.faults.empty() ? "whole" : counted(check.faults.size(), "fault")) + "\n" + faults_text(check.faults);
}

int report(const std::string& text, std::size_t faults, const std::string& path) {
  StandardOutput out;
  out.write(text);
  out.close();
  if (faults == 0) return 0;
  throw Error(ErrorKind::kCheck, path + ": " + counted(faults, "fault"));
}

int validate_folder(const fs::path& folder) {
  const PartsCheck check = validate_parts(folder);
  std::string text;
  std::size_t faults = check.faults.size();
  ResultsCounts total;
  for (const ResultsCheck& part : check.parts) {
    text += counts_text(part);
    faults += part.faults.size();
    total.targets += part.counts.targets;
    total.routes += part.counts.routes;
  }
  for (const fs::path& path : check.temporary) text += path.string() + ": temporary file, not counted\n";
  text += faults_text(check.faults);
  text += folder.string() + ": " + counted(check.parts.size(), "part") + ", " + counted(total.targets, "target") +
          ", " + counted(total.routes, "route") + "\n";
  return report(text, faults, folder.string());
}

int validate_corpus_file(const fs::path& path) {
  const CorpusValidation check = validate_corpus(path);
  std::string text = path.string() + ": " + counted(check.recipes, "recipe") + ": " +
                     (check.faults.empty() ? "whole" : counted(check.faults.size(), "fault")) + "\n" +
                     faults_text(check.faults);
  for (const std::string& warning : check.warnings) text += "  warning: " + warning + "\n";
  return report(text, check.faults.size(), path.string());
}

int run(const fs::path& path) {
  std::error_code code;
  if (fs::is_directory(path, code)) return validate_folder(path);
  if (is_corpus_file(path)) return validate_corpus_file(path);
  const ResultsCheck check = validate_results(path);
  return report(counts_text(check), check.faults.size(), path.string());
}

}  // namespace

Command validate_command() {
  auto path = std::make_shared<std::string>();
  return {.name = "validate",
          .summary = "Check a results file, its parts or a corpus, down to every chunk",
          .synopsis = "FILE.h5 | OUT.h5.parts",
          .flags = {{.names = "FILE",
                     .field = path.get(),
                     .help = "results file, corpus, or folder of parts",
                     .value = "FILE",
                     .required = true}},
          .examples =
              "  matroute validate routes.h5\n"
              "  matroute validate routes.h5.parts\n",
          .run = [path](const Context&) { return run(*path); }};
}

}  // namespace matroute
