// What both importers read from words.
#include "datasets/recipes/import_record.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

TEST(ImportRecord, MethodsAreKnownInEverySpelling) {
  for (const char* text : {"solid-state", "Solid-State", "solid state", "solid_state", "solidstate"}) {
    EXPECT_EQ(method_called(text), Method::kSolidState) << text;
  }
  for (const char* text : {"sol-gel", "Sol Gel", "solgel"}) EXPECT_EQ(method_called(text), Method::kSolGel) << text;
  EXPECT_EQ(method_called("other"), Method::kOther);
  for (const char* text : {"", "solid", "sol--gel", "s-olgel"}) EXPECT_FALSE(method_called(text).has_value()) << text;
}

TEST(ImportRecord, StepsAreKnownByTheirNamesAndByTheWordsOfPapers) {
  EXPECT_EQ(step_type_of("Regrind"), StepType::kRegrind);
  EXPECT_EQ(step_type_of("ball-milling"), StepType::kGrind);
  EXPECT_EQ(step_type_of("precalcined"), StepType::kCalcine);
  EXPECT_EQ(step_type_of("left alone"), StepType::kOther);
}

TEST(ImportRecord, DoisAndYearsAreBroughtToOneForm) {
  EXPECT_EQ(normalised_doi(" https://doi.org/10.1/ABC "), "10.1/abc");
  EXPECT_EQ(normalised_doi("  "), "");
  EXPECT_EQ(year_of(" 2019 "), 2019);
  EXPECT_FALSE(year_of("19").has_value());
  EXPECT_FALSE(year_of("2019.5").has_value());
}

}  // namespace
}  // namespace matroute
