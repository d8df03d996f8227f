#include "predict/report/balance_report.h"

#include <gtest/gtest.h>

namespace matroute {
namespace {

BalanceAnswer answer_to(const std::string& target, const std::string& precursors) {
  const auto source = reaction_from_texts(target, precursors);
  BalanceAnswer answer;
  run_stream(*source, {}, [&](StreamBatch&& batch) {
    answer = balance_answer(std::move(batch.items.at(0)), AskedAtmosphere::kUnstated);
    return [] {};
  });
  return answer;
}

TEST(BalanceReport, JsonHoldsTheFieldsInTheirOrder) {
  std::string out;
  append_balance_json(answer_to("BaTiO3", "BaCO3,TiO2"), out);
  EXPECT_EQ(out, R"({"input":"BaTiO3","formula":"BaTiO3","status":"ok","equation":"BaCO3 + TiO2 -> BaTiO3 + CO2",)"
                 R"("precursors":[{"formula":"BaCO3","coefficient":"1"},{"formula":"TiO2","coefficient":"1"}],)"
                 R"("consumed":[],"byproducts":[{"formula":"CO2","coefficient":"1"}],"dopants":[],"media":[],)"
                 R"("degrees_of_freedom":0,"warnings":[],"message":""})");
}

TEST(BalanceReport, LinesForPeople) {
  std::string out;
  append_balance_lines(answer_to("BaTiO3", "BaCO3,TiO2"), out);
  EXPECT_EQ(out,
            "BaCO3 + TiO2 -> BaTiO3 + CO2\n"
            "  precursor         1  BaCO3\n"
            "  precursor         1  TiO2\n"
            "  byproduct         1  CO2\n");
  out.clear();
  append_balance_lines(answer_to("BaTiO3", "BaCO3,"), out);
  EXPECT_EQ(out, "BaTiO3: bad_formula\n  an entry is empty\n");
}

}  // namespace
}  // namespace matroute
