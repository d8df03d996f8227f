#include "predict/report/parse_report.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

StreamItem parsed(const std::string& text) {
  StreamItem item;
  item.row.formula = text;
  item.target = parse_formula(text);
  return item;
}

std::string json_of(const StreamItem& item) {
  std::string out;
  append_parsed_json(item, out);
  return out;
}

std::string lines_of(const StreamItem& item) {
  std::string out;
  append_parsed_lines(item, out);
  return out;
}

TEST(ParseReport, JsonHoldsTheFieldsInTheirOrder) {
  EXPECT_EQ(json_of(parsed("Ba1/2O")),
            R"({"input":"Ba1/2O","status":"ok","formula":"Ba0.5O","composition":{"Ba":"1/2","O":"1"},)"
            R"("annotations":[],"warnings":[],"message":"","position":null})");
}

TEST(ParseReport, ABrokenRowHasNoPlace) {
  StreamItem item;
  item.row.formula = "text";
  item.row.error = "line 3: broken";
  item.target = FormulaError{item.row.error, 0};
  EXPECT_EQ(json_of(item),
            R"({"input":"text","status":"bad_formula","formula":"","composition":{},"annotations":[],"warnings":[],)"
            R"("message":"line 3: broken","position":null})");
  EXPECT_EQ(lines_of(item), "text: bad_formula\n  line 3: broken\n");
}

TEST(ParseReport, ACaretPointsAtTheFault) {
  const StreamItem item = parsed("BaXy3");
  EXPECT_EQ(lines_of(item), "BaXy3: bad_formula\n  ^ " + item.target.error().message + "\n");
}

TEST(ParseReport, LinesForPeople) { EXPECT_EQ(lines_of(parsed("Ba1/2O")), "Ba1/2O = Ba0.5O\n  Ba 1/2 O 1\n"); }

}  // namespace
}  // namespace matroute
