// Files that version 0.1 wrote: tests/data/v1 is read by every later program, field by field.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "datasets/recipes/corpus_file.h"
#include "datasets/recipes/corpus_validate.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_stitch.h"
#include "datasets/results/results_validate.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

// clang-format off
// target | precursors | method | doi | year | weight | steps: type, degC, h, atmosphere
const std::vector<std::string> kRecipes = {
    "BaTiO3 | BaCO3; TiO2 | solid-state | 10.1000/one | 2001 | 1 | mix - 1 -, calcine 900 12 air, sinter 1300 4 O2",
    "SrTiO3 | SrCO3; TiO2 | solid-state | 10.1000/one | 2001 | 1 | mix - - -, calcine 1000 10 air",
    "LiCoO2 | Li2CO3; Co3O4 | solid-state | 10.1000/two | 2005 | 1 | grind - - -, heat 850 12 air",
    "LiNiO2 | LiOH·H2O; Ni(OH)2 | solid-state | 10.1000/three | 2010 | 1 | grind - - -, press - - -, anneal 700 24 O2",
    "LiFePO4 | Li2CO3; FeC2O4·2H2O; NH4H2PO4 | solid-state | 10.1000/four | 2012 | 1 | grind - - -, dry 80 - -, heat 350 10 N2, regrind - - -, sinter 700 10 Ar/H2",
    "LaMnO3 | La(NO3)3·6H2O; Mn(NO3)2·4H2O | sol-gel | 10.1000/five | 2015 | 1 | mix - - -, dry 120 - -, calcine 800 6 air",
    "Bi12SiO20 | Bi2O3; SiO2 | other | 10.1000/six | 2016 | 0.5 | mix - - -, melt 950 2 -, quench - - -, wash - - -",
    "Y3Al5O12 | Y2O3; Al2O3 | solid-state | 10.1000/seven | 2018 | 0.25 | ",
    "CaTiO3 | CaCO3; TiO2 | solid-state |  | - | 1 | other - - -",
    "ZnFe2O4 | Zn(NO3)2·6H2O; Fe(NO3)3·9H2O | sol-gel | 10.1000/eight | 2020 | 1 | ",
};

// row | id | as given | formula | variables | status | message | warnings | known or strange to the model | confidence
//   rank | probability | method | equation | warnings | components: role, coefficient, formula
const std::vector<std::string> kTargets = {
    "0 | barium titanate | BaTiO3 | BaTiO3 |  | ok |  |  | known | 0.86641216",
    "  1 | 0.74556804 | solid-state | BaCO3 + TiO2 -> BaTiO3 + CO2 |  | precursor 1 BaCO3, precursor 1 TiO2, byproduct 1 CO2",
    "  2 | 0.06130333 | sol-gel | Ba(CH3COO)2 + Ti(OCH(CH3)2)4 + 22 O2 -> BaTiO3 + 16 CO2 + 17 H2O |  | precursor 1 Ba(CH3COO)2, precursor 1 Ti(OCH(CH3)2)4, consumed 22 O2, byproduct 16 CO2, byproduct 17 H2O",
    "  3 | 0.059540823 | sol-gel | Ba(CH3COO)2 + Ti(OC4H9)4 + 28 O2 -> BaTiO3 + 20 CO2 + 21 H2O |  | precursor 1 Ba(CH3COO)2, precursor 1 Ti(OC4H9)4, consumed 28 O2, byproduct 20 CO2, byproduct 21 H2O",
    "1 | series | La1-xSrxMnO3 | LaMnO3 | x=0 | ok |  |  | known | 0.6663649",
    "  1 | 0.3658039 | sol-gel | La(NO3)3·6H2O + Mn(NO3)2 -> LaMnO3 + O2 + 6 H2O + 5 NO2 |  | precursor 1 La(NO3)3·6H2O, precursor 1 Mn(NO3)2, byproduct 1 O2, byproduct 6 H2O, byproduct 5 NO2",
    "  2 | 0.17444368 | solid-state | 1/2 La2O3 + MnO2 -> LaMnO3 + 1/4 O2 |  | precursor 1/2 La2O3, precursor 1 MnO2, byproduct 1/4 O2",
    "  3 | 0.1261173 | solid-state | 1/2 La2O3 + 1/2 Mn2O3 -> LaMnO3 |  | precursor 1/2 La2O3, precursor 1/2 Mn2O3",
    "1 | series | La1-xSrxMnO3 | La0.8Sr0.2MnO3 | x=0.2 | ok |  |  | known | 0.6871829",
    "  1 | 0.3257952 | sol-gel | 4/5 La(NO3)3·6H2O + 1/5 Sr(NO3)2 + Mn(NO3)2 -> La0.8Sr0.2MnO3 + 9/10 O2 + 24/5 H2O + 24/5 NO2 |  | precursor 4/5 La(NO3)3·6H2O, precursor 1/5 Sr(NO3)2, precursor 1 Mn(NO3)2, byproduct 9/10 O2, byproduct 24/5 H2O, byproduct 24/5 NO2",
    "  2 | 0.20709227 | solid-state | 2/5 La2O3 + 1/5 SrCO3 + MnO2 -> La0.8Sr0.2MnO3 + 1/5 O2 + 1/5 CO2 |  | precursor 2/5 La2O3, precursor 1/5 SrCO3, precursor 1 MnO2, byproduct 1/5 O2, byproduct 1/5 CO2",
    "  3 | 0.15429543 | solid-state | 2/5 La2O3 + 1/5 SrCO3 + MnCO3 + 3/10 O2 -> La0.8Sr0.2MnO3 + 6/5 CO2 |  | precursor 2/5 La2O3, precursor 1/5 SrCO3, precursor 1 MnCO3, consumed 3/10 O2, byproduct 6/5 CO2",
    "1 | series | La1-xSrxMnO3 | La0.6Sr0.4MnO3 | x=0.4 | ok |  |  | known | 0.7065636",
    "  1 | 0.29337925 | sol-gel | 3/5 La(NO3)3·6H2O + 2/5 Sr(NO3)2 + Mn(NO3)2 -> La0.6Sr0.4MnO3 + 4/5 O2 + 18/5 H2O + 23/5 NO2 |  | precursor 3/5 La(NO3)3·6H2O, precursor 2/5 Sr(NO3)2, precursor 1 Mn(NO3)2, byproduct 4/5 O2, byproduct 18/5 H2O, byproduct 23/5 NO2",
    "  2 | 0.27289107 | solid-state | 3/10 La2O3 + 2/5 SrCO3 + MnO2 -> La0.6Sr0.4MnO3 + 3/20 O2 + 2/5 CO2 |  | precursor 3/10 La2O3, precursor 2/5 SrCO3, precursor 1 MnO2, byproduct 3/20 O2, byproduct 2/5 CO2",
    "  3 | 0.14029327 | solid-state | 3/10 La2O3 + 2/5 SrCO3 + MnCO3 + 7/20 O2 -> La0.6Sr0.4MnO3 + 7/5 CO2 |  | precursor 3/10 La2O3, precursor 2/5 SrCO3, precursor 1 MnCO3, consumed 7/20 O2, byproduct 7/5 CO2",
    "2 | phosphor | Y3Al5O12:Ce0.06 | Y3Al5O12 |  | ok |  |  | known | 0.81824845",
    "  1 | 0.5577167 | solid-state | 3/2 Y2O3 + 5/2 Al2O3 -> Y3Al5O12:Ce0.06 |  | precursor 3/2 Y2O3, precursor 5/2 Al2O3, dopant 3/50 CeO2",
    "  2 | 0.21777675 | sol-gel | 3 Y(NO3)3·6H2O + 5 Al(NO3)3·9H2O -> Y3Al5O12:Ce0.06 + 6 O2 + 63 H2O + 24 NO2 |  | precursor 3 Y(NO3)3·6H2O, precursor 5 Al(NO3)3·9H2O, byproduct 6 O2, byproduct 63 H2O, byproduct 24 NO2, dopant 3/50 Ce(NO3)3·6H2O",
    "  3 | 0.04275498 | sol-gel | 3 Y(NO3)3·6H2O + 5 Al(NO3)3·9H2O -> Y3Al5O12:Ce0.06 + 6 O2 + 63 H2O + 24 NO2 |  | precursor 3 Y(NO3)3·6H2O, precursor 5 Al(NO3)3·9H2O, byproduct 6 O2, byproduct 63 H2O, byproduct 24 NO2, dopant 3/50 Ce(NO3)3·6H2O, dopant 3/50 Ce(NO3)4",
    "3 | wrong | BaQq3 |  |  | bad_formula | there is no element 'Qq' |  | known | 0",
    "4 | superconductor | YBa2Cu3O7-δ | YBa2Cu3O7 |  | ok |  | δ has no value and counts 0 | known | 0.9029758",
    "  1 | 0.81289214 | solid-state | 1/2 Y2O3 + 2 BaCO3 + 3 CuO + 1/4 O2 -> YBa2Cu3O7 + 2 CO2 |  | precursor 1/2 Y2O3, precursor 2 BaCO3, precursor 3 CuO, consumed 1/4 O2, byproduct 2 CO2",
    "  2 | 0.061487295 | sol-gel | Y(NO3)3·6H2O + 2 Ba(NO3)2 + 3 Cu(NO3)2·3H2O -> YBa2Cu3O7 + 3 O2 + 15 H2O + 13 NO2 |  | precursor 1 Y(NO3)3·6H2O, precursor 2 Ba(NO3)2, precursor 3 Cu(NO3)2·3H2O, byproduct 3 O2, byproduct 15 H2O, byproduct 13 NO2",
    "  3 | 0.028596334 | solid-state | 1/2 Y2O3 + 2 BaO2 + 3 CuO -> YBa2Cu3O7 + 3/4 O2 |  | precursor 1/2 Y2O3, precursor 2 BaO2, precursor 3 CuO, byproduct 3/4 O2",
    "5 | cathode | LiNi1/3Mn1/3Co1/3O2 | LiNi1/3Mn1/3Co1/3O2 |  | ok |  |  | known | 0.46510088",
    "  1 | 0.24853832 | sol-gel | LiCH3COO + 1/3 Ni(CH3COO)2·4H2O + 1/3 Mn(CH3COO)2·4H2O + 1/3 Co(CH3COO)2·4H2O + 25/4 O2 -> LiNi1/3Mn1/3Co1/3O2 + 6 CO2 + 17/2 H2O |  | precursor 1 LiCH3COO, precursor 1/3 Ni(CH3COO)2·4H2O, precursor 1/3 Mn(CH3COO)2·4H2O, precursor 1/3 Co(CH3COO)2·4H2O, consumed 25/4 O2, byproduct 6 CO2, byproduct 17/2 H2O",
    "  2 | 0.13584937 | sol-gel | LiNO3 + 1/3 Ni(NO3)2·6H2O + 1/3 Mn(NO3)2 + 1/3 Co(NO3)2·6H2O -> LiNi1/3Mn1/3Co1/3O2 + 1/2 O2 + 4 H2O + 3 NO2 |  | precursor 1 LiNO3, precursor 1/3 Ni(NO3)2·6H2O, precursor 1/3 Mn(NO3)2, precursor 1/3 Co(NO3)2·6H2O, byproduct 1/2 O2, byproduct 4 H2O, byproduct 3 NO2",
    "  3 | 0.08071318 | solid-state | LiOH·H2O + Mn1/3Ni1/3Co1/3O2H2 + 1/4 O2 -> LiNi1/3Mn1/3Co1/3O2 + 5/2 H2O |  | precursor 1 LiOH·H2O, precursor 1 Mn1/3Ni1/3Co1/3O2H2, consumed 1/4 O2, byproduct 5/2 H2O",
};

// Of the routes in their order.
const std::vector<std::string> kScores = {
    "-0.2964823", "-3.2327745", "-3.3368876", "-1.2018361", "-1.533472", "-2.2484949",
    "-1.3366086", "-1.3468791", "-1.903931", "-1.3247982", "-1.2888284", "-1.8966389",
    "-0.6346621", "-1.3549247", "-5.2586293", "-0.17666326", "-3.7816703", "-3.1861804",
    "-1.0046759", "-2.0344508", "-3.3320894",
};
// clang-format on

std::filesystem::path file_of_version_1(const std::string& name) {
  return std::filesystem::path(MATROUTE_TEST_DATA_DIR) / "v1" / name;
}

std::string text_of(const std::optional<float>& number) { return number ? fmt::format("{}", *number) : "-"; }

std::string text_of(const Recipe& recipe) {
  std::vector<std::string> steps;
  for (const RecipeStep& step : recipe.steps) {
    steps.push_back(fmt::format("{} {} {} {}", name(step.type), text_of(step.temperature_degc), text_of(step.time_h),
                                step.atmosphere.empty() ? "-" : step.atmosphere));
  }
  return fmt::format("{} | {} | {} | {} | {} | {} | {}", recipe.target, fmt::join(recipe.precursors, "; "),
                     name(recipe.method), recipe.doi, recipe.year ? std::to_string(*recipe.year) : "-", recipe.weight,
                     fmt::join(steps, ", "));
}

std::string text_of(const Route& route, std::size_t rank) {
  std::vector<std::string> components;
  for (const ReactionComponent& component : route.components) {
    components.push_back(
        fmt::format("{} {} {}", name(component.role), to_fraction_text(component.coefficient), component.formula));
  }
  return fmt::format("  {} | {} | {} | {} | {} | {}", rank, route.probability, name(route.method), route.equation,
                     fmt::join(route.warnings, "; "), fmt::join(components, ", "));
}

std::string text_of(const TargetResult& result) {
  return fmt::format("{} | {} | {} | {} | {} | {} | {} | {} | {} | {}", result.row, result.input_id,
                     result.formula_input, result.formula, result.vars, name(result.status), result.message,
                     fmt::join(result.warnings, "; "), result.out_of_domain ? "strange" : "known", result.confidence);
}

std::vector<Part> parts(std::string_view letters) {
  std::vector<Part> result;
  for (const char letter : letters) {
    result.push_back(letter == 't'   ? Part::kTrain
                     : letter == 'v' ? Part::kValid
                     : letter == 'x' ? Part::kTest
                                     : Part::kNone);
  }
  return result;
}

TEST(OldFiles, TheCorpusOfVersion1IsRead) {
  const Corpus corpus = read_corpus(file_of_version_1("corpus.h5"));
  ASSERT_EQ(corpus.recipes.size(), kRecipes.size());
  for (std::size_t i = 0; i < kRecipes.size(); ++i) EXPECT_EQ(text_of(corpus.recipes[i]), kRecipes[i]);
  ASSERT_EQ(corpus.splits.size(), 2U);
  EXPECT_EQ(corpus.splits[0].name, "random");
  EXPECT_EQ(corpus.splits[0].options, R"({"by":"random","cut":[],"seed":3})");
  EXPECT_EQ(corpus.splits[0].parts, parts("tttvttttxt"));
  EXPECT_EQ(corpus.splits[1].name, "year");
  EXPECT_EQ(corpus.splits[1].options, R"({"by":"year","cut":[],"seed":0})");
  EXPECT_EQ(corpus.splits[1].parts, parts("tttttttv-x"));
  EXPECT_EQ(corpus.quarantine, (std::vector<NamedCount>{{"no precursors", 1}, {"target not readable", 1}}));
  EXPECT_TRUE(corpus.mendings.empty());
  EXPECT_EQ(corpus.options, R"({"method":"solid-state","years":"","columns":{}})");
  ASSERT_EQ(corpus.sources.size(), 1U);
  EXPECT_EQ(corpus.sources[0].name, "recipes.csv");
  EXPECT_EQ(corpus.sources[0].sha256, sha256_of_file(file_of_version_1("recipes.csv")));
  EXPECT_EQ(corpus.sources[0].form, "csv");
  EXPECT_EQ(corpus.sources[0].records, 12U);
}

TEST(OldFiles, TheCorpusOfVersion1IsWhole) {
  const CorpusValidation validation = validate_corpus(file_of_version_1("corpus.h5"));
  EXPECT_EQ(validation.recipes, kRecipes.size());
  EXPECT_TRUE(validation.faults.empty()) << fmt::format("{}", fmt::join(validation.faults, "; "));
}

TEST(OldFiles, TheResultsOfVersion1AreRead) {
  ResultsReader reader(file_of_version_1("routes.h5"));
  std::vector<std::string> lines;
  std::vector<std::string> scores;
  TargetResult result;
  while (reader.next(result)) {
    lines.push_back(text_of(result));
    for (const Route& route : result.routes) {
      lines.push_back(text_of(route, static_cast<std::size_t>(&route - result.routes.data()) + 1));
      scores.push_back(fmt::format("{}", route.score));
      EXPECT_TRUE(route.steps.empty());
      EXPECT_TRUE(route.precedents.empty());
    }
  }
  ASSERT_EQ(lines.size(), kTargets.size());
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(lines[i], kTargets[i]);
  EXPECT_EQ(scores, kScores);
}

TEST(OldFiles, TheRunOfVersion1IsRead) {
  const RouteFileInfo info = ResultsReader(file_of_version_1("routes.h5")).info();
  EXPECT_EQ(info.creator, "matroute");
  EXPECT_EQ(info.creator_version, "0.1.0");
  EXPECT_EQ(info.model_hash, "1874f9b3d521c76193194d62564fa9985dfa17b269e0a7bb5e2976601ccaa6a3");
  EXPECT_EQ(info.configuration,
            R"({"routes":3,"method":"any","stock":"","forbid":[],"require":[],"atmosphere":"unstated",)"
            R"("var":["x=0:0.4:0.2"],"unbalanced":false,"formula_column":"","id_column":"","model":"default",)"
            R"("device":"cpu","batch_size":2048,"seed":7,"threads":1})");
  EXPECT_EQ(info.search_options,
            R"({"routes":3,"method":"any","stock":"","forbid":[],"require":[],"atmosphere":"unstated",)"
            R"("var":["x=0:0.4:0.2"],"unbalanced":false})");
  EXPECT_EQ(info.seed, 7U);
  EXPECT_EQ(info.device, "cpu");
  EXPECT_EQ(info.started, "2026-11-30T22:27:18Z");
  EXPECT_EQ(info.finished, "2026-11-30T22:27:19Z");
  EXPECT_EQ(info.input_name, "targets.csv");
  EXPECT_EQ(info.input_sha256, sha256_of_file(file_of_version_1("targets.csv")));
  EXPECT_EQ(info.atmospheres, (std::vector<std::string>{"oxidising", "inert", "reducing"}));
  EXPECT_EQ(info.merged_from, "");
}

TEST(OldFiles, TheResultsOfVersion1AreWholeAndCanBeMerged) {
  const auto file = file_of_version_1("routes.h5");
  EXPECT_TRUE(validate_results(file).faults.empty());
  const TempDir dir;
  const std::vector<std::filesystem::path> files = {file};
  const ResultsCounts counts = merge_results(files, dir.path("merged.h5"), false);
  EXPECT_EQ(counts.routes, kScores.size());
  EXPECT_TRUE(validate_results(dir.path("merged.h5")).faults.empty());
  ResultsReader merged(dir.path("merged.h5"));
  ResultsReader original(file);
  TargetResult a;
  TargetResult b;
  while (original.next(a)) {
    ASSERT_TRUE(merged.next(b));
    EXPECT_EQ(text_of(a), text_of(b));
    ASSERT_EQ(a.routes.size(), b.routes.size());
    for (std::size_t i = 0; i < a.routes.size(); ++i) EXPECT_EQ(text_of(a.routes[i], i), text_of(b.routes[i], i));
  }
}

}  // namespace
}  // namespace matroute
