// From files to recipes: releases, tables, what is mended, merged, set aside and refused.
#include "datasets/recipes/importer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "base/threads.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/compress.h"

namespace matroute {
namespace {

class ImporterTest : public testing::Test {
 protected:
  ImportResult import(const std::string& name, const std::string& bytes, ImportOptions options = {}) {
    std::ofstream(dir_.path(name), std::ios::binary) << bytes;
    options.files = {dir_.path(name).string()};
    return import_recipes(options);
  }

  static std::string list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "\"" : ",\"") + text + "\"";
    return "[" + out + "]";
  }

  static std::string record(const std::vector<std::string>& targets, const std::vector<std::string>& precursors,
                            const std::string& more = "") {
    std::string list_of_precursors;
    for (const std::string& precursor : precursors) {
      list_of_precursors +=
          std::string(list_of_precursors.empty() ? "" : ",") + "{\"material_formula\":\"" + precursor + "\"}";
    }
    return "{\"doi\":\"10.1/A\",\"targets_string\":" + list(targets) + ",\"precursors\":[" + list_of_precursors + "]" +
           more + "}";
  }

  static std::string release(const std::vector<std::string>& records) {
    std::string out;
    for (const std::string& text : records) out += (out.empty() ? "" : ",") + text;
    return "{\"release_date\":\"2019-12-03\",\"reactions\":[" + out + "]}";
  }

  TempDir dir_;
};

using Texts = std::vector<std::string>;

TEST_F(ImporterTest, ARecordGivesOneRecipePerTarget) {
  const auto result = import("a.json", release({record({"BaTiO3", "SrTiO3", "BaTiO3"}, {"BaCO3", "SrCO3", "TiO2"})}));
  const auto& recipes = result.corpus.recipes;
  ASSERT_EQ(recipes.size(), 2U);
  EXPECT_EQ(recipes[0].target, "BaTiO3");
  EXPECT_EQ(recipes[0].precursors, (Texts{"BaCO3", "TiO2"}));
  EXPECT_EQ(recipes[1].precursors, (Texts{"SrCO3", "TiO2"}));
  EXPECT_EQ(recipes[0].weight, 0.5F);
  EXPECT_EQ(recipes[0].doi, "10.1/a");
  EXPECT_EQ(result.report.set_aside, 2U);
  EXPECT_EQ(result.report.without_method, 2U);
}

TEST_F(ImporterTest, ABareListOfRecordsIsAReleaseToo) {
  const auto result =
      import("a.json.gz", gzip("[" + record({"BaTiO3"}, {"BaCO3", "TiO2"}, ",\"synthesis_type\":\"sol-gel\"") + "]"));
  ASSERT_EQ(result.corpus.recipes.size(), 1U);
  EXPECT_EQ(result.corpus.recipes[0].method, Method::kSolGel);
  EXPECT_EQ(result.report.without_method, 0U);
}

TEST_F(ImporterTest, SubstitutedElementsAndDopants) {
  const std::string substitution = ",\"reaction\":{\"element_substitution\":{\"R\":\"Pr\"}}";
  const std::string additive = ",\"target\":{\"additives\":[\"Eu\",\"20 wt%\"]}";
  const auto result = import("a.json", release({record({"PrMnO3"}, {"R2O3", "RbMnO4", "Mn2O3"}, substitution),
                                                record({"PrMnO3"}, {"R2O3", "Mn2O3"}, substitution),
                                                record({"Ca2SnO4"}, {"CaCO3", "SnO2", "Eu2O3"}, additive)}));
  const auto& recipes = result.corpus.recipes;
  ASSERT_EQ(recipes.size(), 2U);
  EXPECT_EQ(recipes[0].precursors, (Texts{"Pr2O3", "Mn2O3"}));
  EXPECT_EQ(recipes[1].target, "Ca2SnO4:Eu");
  EXPECT_EQ(recipes[1].precursors, (Texts{"CaCO3", "SnO2", "Eu2O3"}));
}

TEST_F(ImporterTest, AnAdditiveThatTheTargetHoldsIsNoDopant) {
  const auto result =
      import("a.json", release({record({"Ca2SnO4"}, {"CaCO3", "SnO2"}, ",\"target\":{\"additives\":[\"Ca\"]}")}));
  EXPECT_EQ(result.corpus.recipes.at(0).target, "Ca2SnO4");
}

TEST_F(ImporterTest, WhatAnotherTargetsPrecursorAloneBringsIsMissing) {
  const auto result = import("a.json", release({record({"LaNiO3", "SrNiO3"}, {"La2O3", "SrNiO2"})}));
  ASSERT_EQ(result.corpus.recipes.size(), 1U);
  EXPECT_EQ(result.corpus.recipes[0].target, "SrNiO3");
  ASSERT_EQ(result.report.rejections.size(), 1U);
  EXPECT_EQ(result.report.rejections[0].reason, "foreign element");
  EXPECT_NE(result.report.rejections[0].detail.find("Ni"), std::string::npos);
}

TEST_F(ImporterTest, WhatCannotBeUsedIsCountedByReason) {
  const auto result = import(
      "a.json", release({record({"Nb-0.6W1.2O4", "Li1-xCoO2", "", "Qq2O3", "BaTiO3"}, {"BaCO3", "TiO2"}),
                         record({"BaTiO3"}, {"TiO2"}), record({"BaTiO3"}, {"BaCO3", "TiO2", "Na2CO3"}),
                         record({"BaTiO3"}, {"BaCO3", "TiO2", "garbage"}), record({"BaTiO3"}, {}), record({}, {"TiO2"}),
                         "{\"doi\": }", "7", record({"TiC"}, {"TiO2", "O2O3", "C2H5OH"})}));
  EXPECT_EQ(result.corpus.recipes.size(), 2U);
  const std::vector<NamedCount> expected = {{"element not supplied", 1},
                                            {"foreign element", 1},
                                            {"negative amount", 1},
                                            {"no precursors", 1},
                                            {"no target", 2},
                                            {"not a record", 1},
                                            {"not valid JSON", 1},
                                            {"precursor not readable", 1},
                                            {"target not readable", 1},
                                            {"variable without a value", 1}};
  EXPECT_EQ(result.corpus.quarantine, expected);
  EXPECT_EQ(result.report.rejections.size(), 11U);
  EXPECT_EQ(result.report.rejections[0].record, 0U);
  EXPECT_EQ(result.report.rejections.back().record, 7U);
  EXPECT_EQ(result.report.fragments, 1U);
  EXPECT_EQ(result.report.records, 9U);
}

TEST_F(ImporterTest, APaperThatRepeatsItselfCountsOnce) {
  const std::string step =
      ",\"operations\":[{\"type\":\"HeatingOperation\",\"token\":\"calcined\",\"conditions\":"
      "{\"heating_temperature\":[{\"values\":[1173.15],\"units\":\"K\"}],\"heating_time\":"
      "[{\"values\":[30],\"max_value\":90,\"units\":\"min\"}],\"heating_atmosphere\":[\"air\"]}}]";
  const auto plain = record({"BaTiO3"}, {"BaCO3", "TiO2"});
  const auto heated = record({"BaTiO3"}, {"TiO2", "BaCO3"}, step);
  const auto result = import("a.json", release({plain, plain, heated}));
  const auto& recipes = result.corpus.recipes;
  ASSERT_EQ(recipes.size(), 2U);
  EXPECT_EQ(result.report.merged, 1U);
  EXPECT_EQ(result.report.without_method, 2U);
  EXPECT_EQ(recipes[0].weight, 0.5F);
  EXPECT_EQ(recipes[1].weight, 0.5F);
  ASSERT_EQ(recipes[1].steps.size(), 1U);
  EXPECT_EQ(recipes[1].steps[0].type, StepType::kCalcine);
  EXPECT_FLOAT_EQ(*recipes[1].steps[0].temperature_degc, 900.0F);
  EXPECT_FLOAT_EQ(*recipes[1].steps[0].time_h, 1.5F);
  EXPECT_EQ(recipes[1].steps[0].atmosphere, "air");
}

TEST_F(ImporterTest, RecipesWithoutADoiAreNotMerged) {
  const std::string nameless =
      R"({"targets_string":["BaTiO3"],"precursors":[{"material_formula":"BaCO3"},{"material_formula":"TiO2"}]})";
  const auto result = import("a.json", release({nameless, nameless}));
  EXPECT_EQ(result.corpus.recipes.size(), 2U);
  EXPECT_EQ(result.report.merged, 0U);
}

TEST_F(ImporterTest, TargetsThatCannotBeUsedKeepTheirShareOfTheWeight) {
  const auto result = import("a.json", release({record({"BaTiO3", "Qq2O3"}, {"BaCO3", "TiO2"})}));
  ASSERT_EQ(result.corpus.recipes.size(), 1U);
  EXPECT_EQ(result.corpus.recipes[0].weight, 0.5F);
}

TEST_F(ImporterTest, NumbersThatNoFurnaceReachesAreLeftOut) {
  const auto step = [&](const std::string& degc, const std::string& hours) {
    const auto result =
        import("a.json", release({record({"BaTiO3"}, {"BaCO3", "TiO2"},
                                         R"(,"operations":[{"type":"HeatingOperation","token":"heated","conditions":)"
                                         R"({"heating_temperature":[{"values":[)" +
                                             degc + R"(],"units":"°C"}],"heating_time":[{"values":[)" + hours +
                                             R"(],"units":"h"}]}}])")}));
    return result.corpus.recipes.at(0).steps.at(0);
  };
  EXPECT_EQ(step("900", "12").temperature_degc, 900.0F);
  EXPECT_EQ(step("900", "12").time_h, 12.0F);
  for (const char* degc : {"-300", "4001"}) EXPECT_FALSE(step(degc, "12").temperature_degc) << degc;
  for (const char* hours : {"-1", "0", "9000"}) EXPECT_FALSE(step("900", hours).time_h) << hours;
}

TEST_F(ImporterTest, TablesOfOwnRecipes) {
  ImportOptions options;
  options.columns = {{"target", "product"}};
  options.method = Method::kSolGel;
  const auto result = import("a.csv",
                             "product,precursors,doi,year,method,calcination_temperature_degC,extra,family\n"
                             "BaTiO3,BaCO3; TiO2,https://doi.org/10.1/X,2012,solid-state,900,1,perovskite\n"
                             "LiCoO2,NaCO3;Co3O4,,,,,,\n"
                             "LiCoO2,Li2CO3,,12,,,,\nLiCoO2,Li2CO3,,,magic,,,\nLiCoO2,,,,,,,\nxyz,Li2CO3,,,,,,\nA,B\n",
                             options);
  const auto& recipes = result.corpus.recipes;
  ASSERT_EQ(recipes.size(), 2U);
  EXPECT_EQ(recipes[0].doi, "10.1/x");
  EXPECT_EQ(recipes[0].year, 2012);
  EXPECT_EQ(recipes[0].method, Method::kSolidState);
  ASSERT_EQ(recipes[0].steps.size(), 1U);
  EXPECT_EQ(recipes[1].precursors, (Texts{"Na2CO3", "Co3O4"}));
  EXPECT_EQ(recipes[1].method, Method::kSolGel);
  EXPECT_EQ(result.report.without_method, 1U);
  EXPECT_EQ(result.report.unknown_keys, (Texts{"extra"}));
  EXPECT_EQ(result.report.ignored_keys, (std::vector<NamedCount>{{"family", 1}}));
  EXPECT_EQ(result.report.rejections.size(), 5U);
}

TEST_F(ImporterTest, JsonListsOfOwnRecipes) {
  const auto result = import("a.json", R"([{"target": ["BaTiO3"], "precursors": ["BaCO3", "TiO2"], "year": 2001,
      "operations": ["mixed", "calcined", "sintered"], "temperatures_degC": [900, 1300], "times_h": [null, 2, 4]},
      {"target": ["A", "B"], "precursors": ["TiO2"]},
      {"target": "BaTiO3", "precursors": ["TiO2"], "operations": ["mix"], "temperatures_degC": [1, 2]}])");
  ASSERT_EQ(result.corpus.recipes.size(), 1U);
  const auto& steps = result.corpus.recipes[0].steps;
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].temperature_degc, std::nullopt);
  EXPECT_EQ(steps[1].temperature_degc, 900.0F);
  EXPECT_EQ(steps[2].type, StepType::kSinter);
  EXPECT_EQ(steps[2].time_h, 4.0F);
  EXPECT_EQ(result.report.rejections.size(), 2U);
}

TEST_F(ImporterTest, AStepNamedTwiceCountsOnce) {
  const auto result = import("a.json", R"([{"target": "BaTiO3", "precursors": ["BaCO3", "TiO2"],
      "operations": ["calcined"], "temperatures_degC": [900], "calcination_temperature_degC": 900,
      "sintering_temperature_degC": 1300}])");
  const auto& steps = result.corpus.recipes.at(0).steps;
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].type, StepType::kCalcine);
  EXPECT_EQ(steps[1].type, StepType::kSinter);
}

TEST_F(ImporterTest, RepeatedRowsOfTablesStay) {
  const auto result = import("a.csv", "target,precursors,doi\nBaTiO3,BaCO3;TiO2,10.1/a\nBaTiO3,BaCO3;TiO2,10.1/a\n");
  EXPECT_EQ(result.corpus.recipes.size(), 2U);
}

TEST_F(ImporterTest, YearsAreJoinedByDoi) {
  std::ofstream(dir_.path("years.csv")) << "doi,year\n10.1/a,2009\n";
  ImportOptions options;
  options.years_file = dir_.path("years.csv").string();
  const auto result = import("a.json", release({record({"BaTiO3"}, {"BaCO3", "TiO2"})}), options);
  EXPECT_EQ(result.corpus.recipes[0].year, 2009);
  EXPECT_EQ(result.report.without_year, 0U);
  const auto table = import("b.csv", "target,precursors,doi,year\nBaO,BaCO3,10.1/a,2001\nBaO,BaCO3,10.1/a,\n", options);
  EXPECT_EQ(table.corpus.recipes.at(0).year, 2001) << "what a recipe states itself stays";
  EXPECT_EQ(table.corpus.recipes.at(1).year, 2009);
  for (const char* year : {"", "2009?", "2009.5", "20O9", "1066"}) {
    std::ofstream(dir_.path("years.csv")) << "doi,year\n10.1/a," << year << "\n";
    EXPECT_THROW(import("a.json", release({record({"BaTiO3"}, {"BaCO3", "TiO2"})}), options), Error) << year;
  }
}

TEST_F(ImporterTest, ContradictingYearsAreCountedAndTheLastCounts) {
  std::ofstream(dir_.path("years.csv")) << "doi,year\n10.1/a,2009\n10.1/A,2009\n10.1/A,2011\n10.1/b,2011\n";
  ImportOptions options;
  options.years_file = dir_.path("years.csv").string();
  const auto result = import("a.csv", "target,precursors,doi\nBaO,BaCO3,10.1/a\n", options);
  EXPECT_EQ(result.report.contradicted_years, 1U);
  EXPECT_EQ(result.corpus.recipes.at(0).year, 2011);
}

TEST_F(ImporterTest, FilesAndOptionsThatCannotWork) {
  ImportOptions unknown_field;
  unknown_field.columns = {{"products", "x"}};
  EXPECT_THROW(import("a.csv", "target,precursors\n", unknown_field), Error);
  EXPECT_THROW(import("b.csv", "formula,precursors\nTiO2,TiO2\n"), Error);
  EXPECT_THROW(import("c.json", "{\"reactions\":[" + record({"BaTiO3"}, {"TiO2"})), Error);
  EXPECT_THROW(import("d.txt", "BaTiO3\n"), Error);
  EXPECT_THROW(import("e.csv", ""), Error);
  EXPECT_THROW(import_recipes({}), Error);
}

TEST_F(ImporterTest, TheSameForOneAndManyThreads) {
  std::vector<std::string> records;
  for (int i = 0; i < 9000; ++i) {
    const std::string amount = std::to_string(i % 97) + "." + std::to_string(i % 7 + 1);
    records.push_back(record({"Ba" + amount + "TiO3", i % 5 == 0 ? "Nb-2O" : "BaTi" + amount + "O3"},
                             {i % 3 == 0 ? "BaNO3" : "BaCO3", "TiO2.xH2O", i % 11 == 0 ? "??" : "TiO2"}));
  }
  const int before = thread_count();
  set_thread_count(1);
  const auto one = import("a.json", release(records));
  set_thread_count(4);
  const auto four = import("a.json", release(records));
  set_thread_count(before);
  ASSERT_EQ(one.corpus.recipes.size(), four.corpus.recipes.size());
  for (std::size_t i = 0; i < one.corpus.recipes.size(); ++i) {
    ASSERT_EQ(one.corpus.recipes[i].target, four.corpus.recipes[i].target);
    ASSERT_EQ(one.corpus.recipes[i].precursors, four.corpus.recipes[i].precursors);
  }
  EXPECT_EQ(one.corpus.quarantine, four.corpus.quarantine);
  EXPECT_EQ(one.corpus.mendings, four.corpus.mendings);
  EXPECT_EQ(one.report.rejections.size(), four.report.rejections.size());
}

TEST_F(ImporterTest, TheQuarantineListingIsOneObjectALine) {
  const auto result = import("a.json", release({record({"Nb-0.6O2"}, {"Nb2O5"})}));
  write_quarantine(result.report.rejections, dir_.path("q.jsonl"), AtomicFile::Existing::kRefuse);
  std::ifstream file(dir_.path("q.jsonl"));
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line,
            "{\"file\":\"a.json\",\"record\":0,\"doi\":\"10.1/a\",\"target\":\"Nb-0.6O2\","
            "\"reason\":\"negative amount\",\"detail\":\"Nb-0.6O2\"}");
  EXPECT_THROW(write_quarantine({}, dir_.path("q.jsonl"), AtomicFile::Existing::kRefuse), Error);
  try {
    write_quarantine({}, "/proc/q.jsonl", AtomicFile::Existing::kRefuse);
    ADD_FAILURE() << "written";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kOutput) << error.what();
  }
}

}  // namespace
}  // namespace matroute
