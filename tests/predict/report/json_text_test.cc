#include "predict/report/json_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace matroute {
namespace {

TEST(JsonText, FieldsStandInTheOrderInWhichTheyAreNamed) {
  std::string out;
  JsonText json(out);
  json.begin_object();
  json.field("z", "text");
  json.field("a", 3);
  json.field("yes", true);
  json.field("list", std::span<const std::string>(std::vector<std::string>{"x", "y"}));
  json.key("inner");
  json.begin_object();
  json.end_object();
  json.key("none");
  json.null();
  json.end_object();
  EXPECT_EQ(out, R"({"z":"text","a":3,"yes":true,"list":["x","y"],"inner":{},"none":null})");
}

TEST(JsonText, ObjectsInAListAreSeparated) {
  std::string out;
  JsonText json(out);
  json.begin_list();
  for (int i = 0; i < 2; ++i) {
    json.begin_object();
    json.field("i", i);
    json.end_object();
  }
  json.end_list();
  EXPECT_EQ(out, R"([{"i":0},{"i":1}])");
}

std::string text_of(float number) {
  std::string out;
  JsonText(out).value(number);
  return out;
}

TEST(JsonText, FloatsAreTheShortestTextThatReadsBack) {
  EXPECT_EQ(text_of(0.1F), "0.1");
  EXPECT_EQ(text_of(1.0F / 3.0F), "0.33333334");
  EXPECT_EQ(text_of(0.0F), "0");
  EXPECT_EQ(text_of(std::numeric_limits<float>::quiet_NaN()), "null");
  EXPECT_EQ(text_of(std::numeric_limits<float>::infinity()), "null");
  for (const float number : {1.17549435e-38F, 3.4028235e38F, 0.7F, 123456.79F}) {
    EXPECT_EQ(std::stof(text_of(number)), number);
  }
}

TEST(JsonText, TextIsEscapedAndAlwaysUtf8) {
  std::string out;
  JsonText(out).value(std::string_view("\"\\\n\x01·\xff"));
  EXPECT_EQ(out, "\"\\\"\\\\\\n\\u0001·\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace matroute
