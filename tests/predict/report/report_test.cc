#include "predict/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "predict/report/display_text.h"

namespace matroute {
namespace {

using testing::HasSubstr;
using testing::Not;

TargetResult answered() {
  TargetResult result;
  result.row = 4;
  result.input_id = "a,\"b\"";
  result.formula_input = "LiCoO2";
  result.formula = "LiCoO2";
  result.confidence = 0.5F;
  Route& route = result.routes.emplace_back();
  route.probability = 0.1F;
  route.equation = "1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 -> LiCoO2 + 1/2 CO2";
  route.warnings = {"first", "second"};
  route.components = {{"Li2CO3", Role::kPrecursor, Rational(1, 2)},
                      {"Co3O4", Role::kPrecursor, Rational(1, 3)},
                      {"O2", Role::kConsumed, Rational(1, 12)},
                      {"CO2", Role::kByproduct, Rational(1, 2)},
                      {"Ar", Role::kMedium, 0}};
  return result;
}

TargetResult refused() {
  TargetResult result;
  result.row = 5;
  result.formula_input = "X|y\x1b[2J";
  result.status = Status::kBadFormula;
  result.message = "there is no element 'Xy'";
  return result;
}

std::string text_of(ReportFormat format, const std::vector<TargetResult>& results, const ReportOptions& options = {}) {
  const auto report = make_report(format, options);
  std::string out;
  report->begin(out);
  for (const TargetResult& result : results) report->add({.result = result, .left_out = {}}, out);
  report->end(out);
  return out;
}

TEST(Report, JsonLinesHoldTheFieldsInTheirOrder) {
  EXPECT_EQ(
      text_of(ReportFormat::kJsonl, {answered()}),
      R"({"row":4,"id":"a,\"b\"","input":"LiCoO2","formula":"LiCoO2","status":"ok","message":"","warnings":[],)"
      R"("confidence":0.5,"out_of_domain":false,"routes":[{"rank":1,"probability":0.1,"method":"solid-state",)"
      R"("precursors":[{"formula":"Li2CO3","coefficient":"1/2"},{"formula":"Co3O4","coefficient":"1/3"}],)"
      R"("consumed":[{"formula":"O2","coefficient":"1/12"}],"byproducts":[{"formula":"CO2","coefficient":"1/2"}],)"
      R"("dopants":[],"media":[{"formula":"Ar","coefficient":"0"}],)"
      R"("equation":"1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 -> LiCoO2 + 1/2 CO2","warnings":["first","second"],)"
      R"("steps":[],"precedents":[]}]})"
      "\n");
}

TEST(Report, VariablesAreNamedWhereThereAreAny) {
  TargetResult result = refused();
  result.vars = "x=0.1";
  EXPECT_EQ(nlohmann::json::parse(text_of(ReportFormat::kJsonl, {result}))["vars"], "x=0.1");
}

TEST(Report, StepsAndPrecedentsAreWritten) {
  TargetResult result = answered();
  const float none = std::numeric_limits<float>::quiet_NaN();
  result.routes[0].steps.push_back({StepType::kSinter, {800, 850, 900}, {none, none, none}, {0.75F, 0.25F}});
  result.routes[0].precedents.push_back({"10.1/x", 0.5F, Relation::kSameTarget});
  ReportOptions options;
  options.atmospheres = {"oxidising", "inert"};
  const auto route = nlohmann::json::parse(text_of(ReportFormat::kJsonl, {result}, options))["routes"][0];
  EXPECT_EQ(route["steps"].dump(),
            R"([{"atmosphere":{"inert":0.25,"oxidising":0.75},"duration_h":{"p05":null,"p50":null,"p95":null},)"
            R"("temperature_degC":{"p05":800,"p50":850,"p95":900},"type":"sinter"}])");
  EXPECT_EQ(route["precedents"].dump(), R"([{"doi":"10.1/x","relation":"same_target","similarity":0.5}])");
}

TEST(Report, FormatsForPeopleHoldStepsAndPrecedentsToo) {
  TargetResult result = answered();
  const float none = std::numeric_limits<float>::quiet_NaN();
  result.routes[0].steps.push_back({StepType::kSinter, {800, 850, 900}, {none, none, none}, {0.75F, 0.25F}});
  result.routes[0].precedents.push_back({"10.1/x", 0.5F, Relation::kSameTarget});
  ReportOptions options;
  options.atmospheres = {"oxidising", "inert"};
  options.conditions = true;
  const std::string step = "sinter at 850 °C (800 to 900), oxidising (75 %)";
  const std::string table = text_of(ReportFormat::kTable, {result}, options);
  EXPECT_THAT(table, HasSubstr("      step: " + step + "\n      precedent: doi:10.1/x (same target)\n"));
  EXPECT_THAT(table, Not(HasSubstr("not modelled")));
  const std::string markdown = text_of(ReportFormat::kMarkdown, {result}, options);
  EXPECT_THAT(markdown, HasSubstr("\nSteps of route 1:\n\n1. " + step + "\n"));
  EXPECT_THAT(markdown, HasSubstr("\nPrecedents of route 1:\n\n- doi:10.1/x (same target)\n"));
  const std::string csv = text_of(ReportFormat::kCsv, {result, refused()}, options);
  EXPECT_THAT(csv, HasSubstr(",warnings,steps,precedents\n"));
  EXPECT_THAT(csv, HasSubstr(",first; second,\"" + step + "\",doi:10.1/x (same target)\n"));
}

TEST(Report, WithoutStepsTheTableSaysThatTheyAreNotModelled) {
  EXPECT_THAT(text_of(ReportFormat::kTable, {answered()}), HasSubstr("are not modelled yet."));
  EXPECT_THAT(text_of(ReportFormat::kCsv, {answered()}), Not(HasSubstr("steps")));
}

TEST(Report, JsonIsOneList) {
  const auto list = nlohmann::json::parse(text_of(ReportFormat::kJson, {answered(), refused()}));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[1]["routes"], nlohmann::json::array());
  EXPECT_EQ(nlohmann::json::parse(text_of(ReportFormat::kJson, {})), nlohmann::json::array());
}

// Fields of one line without quotes inside them.
std::size_t commas_outside_quotes(const std::string& line) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : line) {
    inside = inside != (c == '"');
    count += !inside && c == ',';
  }
  return count;
}

TEST(Report, CsvRowsAllHaveTheColumnsOfTheHeader) {
  std::istringstream lines(text_of(ReportFormat::kCsv, {answered(), refused()}));
  std::string header;
  std::getline(lines, header);
  int rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    EXPECT_EQ(commas_outside_quotes(line), commas_outside_quotes(header)) << line;
  }
  EXPECT_EQ(rows, 2);
  EXPECT_THAT(text_of(ReportFormat::kCsv, {answered()}), HasSubstr("4,\"a,\"\"b\"\"\",LiCoO2"));
  EXPECT_THAT(text_of(ReportFormat::kCsv, {answered()}), HasSubstr("Li2CO3;Co3O4,1/2;1/3,O2,CO2,,Ar,"));
}

TEST(Report, MarkdownEscapesWhatWouldBeMarkup) {
  TargetResult warned = answered();
  warned.warnings = {"a|b"};
  const std::string text = text_of(ReportFormat::kMarkdown, {warned, refused()});
  EXPECT_THAT(text, HasSubstr("## X\\|y"));
  EXPECT_THAT(text, HasSubstr("- a\\|b\n"));
  EXPECT_THAT(text, HasSubstr("| 1 | 10.0 % | solid-state | 1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 -> LiCoO2 + 1/2 CO2 |"));
}

TEST(Report, MarkdownSaysWhatTheTableSays) {
  TargetResult result = answered();
  result.out_of_domain = true;
  const std::string text = text_of(ReportFormat::kMarkdown, {result});
  EXPECT_THAT(text, HasSubstr("## LiCoO2 \\[a,\"b\"\\]\n\n- unlike what the model was trained on"));
  EXPECT_THAT(text, HasSubstr("|\n\nRoutes shown together: 50.0 %.\n\n"));
}

TEST(Report, TableFitsItsWidthAndIsSafeOnATerminal) {
  TargetResult result = answered();
  for (int i = 0; i < 20; ++i) result.routes[0].equation += " + CuSO4·5H2O";
  for (const bool colours : {false, true}) {
    ReportOptions options;
    options.colours = colours;
    const std::string text = text_of(ReportFormat::kTable, {result, refused()}, options);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
    EXPECT_THAT(text, Not(HasSubstr("\x1b[2J")));
    EXPECT_EQ(text.find('\x1b') != std::string::npos, colours);
    EXPECT_THAT(text, HasSubstr("36.95 g Li2CO3, 80.27 g Co3O4"));
    EXPECT_THAT(text, HasSubstr("not modelled yet"));
  }
}

TEST(Report, ARouteWithoutAnEquationHasNoLineForIt) {
  TargetResult result = answered();
  result.routes[0].equation.clear();
  EXPECT_THAT(text_of(ReportFormat::kTable, {result}), HasSubstr("solid-state\n      weigh:"));
}

TEST(Report, OutOfDomainIsSaid) {
  TargetResult result = answered();
  result.input_id = "";
  EXPECT_THAT(text_of(ReportFormat::kTable, {result}), Not(HasSubstr("unlike what the model was trained on")));
  result.out_of_domain = true;
  EXPECT_THAT(text_of(ReportFormat::kTable, {result}), HasSubstr("unlike what the model was trained on"));
  EXPECT_THAT(text_of(ReportFormat::kCsv, {result}), HasSubstr("4,,LiCoO2,LiCoO2,,ok,,,0.5,1,1,0.1,"));
  EXPECT_THAT(text_of(ReportFormat::kJsonl, {result}), HasSubstr(R"("out_of_domain":true)"));
}

TEST(Report, TheTableAloneExplains) {
  const std::vector<LeftOut> left_out = {{"Na2CO3 + TiO2", 0.25, "left over", "Na is left over"}};
  const auto table = make_report(ReportFormat::kTable);
  const auto lines = make_report(ReportFormat::kJsonl);
  std::string text;
  std::string json;
  table->add({answered(), left_out}, text);
  lines->add({answered(), left_out}, json);
  EXPECT_THAT(text, HasSubstr("Na2CO3 + TiO2 (25.0 %): Na is left over"));
  EXPECT_EQ(json, text_of(ReportFormat::kJsonl, {answered()}));
}

TEST(Report, NamesOfFormats) {
  EXPECT_EQ(report_format_from_name("csv"), ReportFormat::kCsv);
  EXPECT_EQ(report_format_from_name("CSV"), std::nullopt);
  EXPECT_EQ(percent_text(0.00001), "< 0.1 %");
  EXPECT_EQ(percent_text(0.0), "0.0 %");
  EXPECT_EQ(percent_text(1.0), "100.0 %");
}

}  // namespace
}  // namespace matroute
