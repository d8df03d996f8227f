// What the reader checks, and beyond it: formulas, labels of datasets, leaks of splits.
#include "datasets/recipes/corpus_validate.h"

#include <fmt/format.h>

#include <optional>

#include "base/error.h"
#include "chem/formula.h"
#include "datasets/io/hdf5_util.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/split.h"

namespace matroute {
namespace {

void add_fault(CorpusValidation& result, std::string fault) { result.faults.push_back(std::move(fault)); }

void shorten(std::vector<std::string>& faults) {
  if (faults.size() <= CorpusValidation::kMaxFaults) return;
  const std::size_t more = faults.size() - CorpusValidation::kMaxFaults;
  faults.resize(CorpusValidation::kMaxFaults);
  faults.push_back(fmt::format("{} more", more));
}

void check_labels(const H5File& file, CorpusValidation& result) {
  for (const std::string group : {"recipes", "precursors", "steps", "splits", "quarantine", "mendings", "sources"}) {
    for (const std::string& member : file.list(group)) {
      const std::string name = group + "/" + member;
      if (!file.text_attribute(name, "units")) add_fault(result, "/" + name + " has no attribute units");
      if (!file.text_attribute(name, "description")) add_fault(result, "/" + name + " has no attribute description");
    }
  }
}

void check_formulas(const Corpus& corpus, CorpusValidation& result) {
  for (std::size_t i = 0; i < corpus.recipes.size(); ++i) {
    const Recipe& recipe = corpus.recipes[i];
    std::vector<std::string> texts = recipe.precursors;
    texts.push_back(recipe.target);
    for (const std::string& text : texts) {
      const auto formula = parse_formula(text);
      if (!formula.ok()) add_fault(result, fmt::format("recipe {}: {}: {}", i, text, formula.error().message));
    }
  }
}

void check_splits(const Corpus& corpus, CorpusValidation& result) {
  for (const Split& split : corpus.splits) {
    const SharedItems shared = shared_between_parts(corpus, split);
    if (!shared.dois.empty()) {
      add_fault(result, fmt::format("the split by {} leaks: its parts share {} DOIs, such as {}", split.name,
                                    shared.dois.size(), shared.dois.front()));
    }
    const bool exclusive = split.name == "target" || split.name == "system";
    if (shared.targets.empty()) continue;
    const std::string text = fmt::format("the parts of the split by {} share {} targets, such as {}", split.name,
                                         shared.targets.size(), shared.targets.front());
    exclusive ? add_fault(result, text) : result.warnings.push_back(text);
  }
}

}  // namespace

CorpusValidation validate_corpus(const std::filesystem::path& path) {
  CorpusValidation result;
  std::optional<H5File> file;
  try {
    file.emplace(H5File::open(path));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput || !begins_as_hdf5(path)) throw;
    add_fault(result, error.what());
    return result;
  }
  if (!is_corpus_file(path)) throw Error(ErrorKind::kInput, path.string() + ": is not a corpus");
  try {
    const Corpus corpus = read_corpus(path);
    result.recipes = corpus.recipes.size();
    check_labels(*file, result);
    check_formulas(corpus, result);
    check_splits(corpus, result);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kResource) throw;
    add_fault(result, error.what());
  }
  shorten(result.faults);
  return result;
}

}  // namespace matroute
