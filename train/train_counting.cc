// Trains the counting model by counting recipes.
#include "train/train_counting.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "train/counter.h"

namespace matroute {
namespace {

constexpr const char* kLimitsOfUse =
    "Precursors are ranked by how often recipes mined from papers use them. Mined recipes hold errors, and rare "
    "elements "
    "few of them. Probabilities are not calibrated. No temperatures, times or atmospheres. A route is a suggestion: "
    "check "
    "the papers and the hazards before heating anything.";

}  // namespace

TrainingData describe(const Corpus& corpus, std::span<const Recipe> recipes) {
  TrainingData data;
  data.split = corpus.splits.empty() ? "none: every recipe"
                                     : "by " + corpus.splits.back().name + " " + corpus.splits.back().options;
  for (const SourceFile& source : corpus.sources) {
    data.citations.push_back(source.name + " (" + source.form + "), sha256 " + source.sha256);
  }
  for (const Recipe& recipe : recipes) {
    if (!recipe.year) continue;
    data.first_year = data.first_year == 0 ? *recipe.year : std::min(data.first_year, *recipe.year);
    data.last_year = std::max(data.last_year, *recipe.year);
  }
  return data;
}

TrainedModel train_counting(const Corpus& corpus, std::span<const std::size_t> rows, TargetElements elements) {
  std::vector<Recipe> recipes;
  for (const std::size_t row : rows) recipes.push_back(corpus.recipes.at(row));
  RecipeCounter counter(elements);
  counter.add(recipes);
  if (counter.counted() == 0)
    throw Error(ErrorKind::kInput, "none of the recipes can be counted: there is nothing to train on");
  CountingData data = counter.data();
  TrainedModel model;
  model.skipped = counter.skipped();
  model.info.ranker = "counting";
  model.info.units = "counts are recipes, each weighted with 1 / number of targets of its record";
  model.info.limits_of_use = kLimitsOfUse;
  model.info.training = describe(corpus, recipes);
  model.info.training.recipes = counter.counted();
  model.info.options["target_elements"] = std::string(name(elements));
  model.files["counts.safetensors"] = write_safetensors(to_tensors(data));
  model.info.vocabulary = std::move(data.materials);
  return model;
}

}  // namespace matroute
