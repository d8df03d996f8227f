#include "predict/stream/balance_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace matroute {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

BalanceAnswer answer_to(const std::string& target, const std::string& precursors) {
  const auto source = reaction_from_texts(target, precursors);
  BalanceAnswer answer;
  run_stream(*source, {}, [&](StreamBatch&& batch) {
    answer = balance_answer(std::move(batch.items.at(0)), AskedAtmosphere::kUnstated);
    return [] {};
  });
  return answer;
}

TEST(BalanceAnswer, WhatBalances) {
  const BalanceAnswer answer = answer_to("BaTiO3", "BaCO3,TiO2");
  EXPECT_EQ(answer.status, BalanceStatus::kOk);
  EXPECT_EQ(equation_text(answer.target, answer.reaction), "BaCO3 + TiO2 -> BaTiO3 + CO2");
  EXPECT_EQ(answer.message, "");
}

TEST(BalanceAnswer, WhatDoesNotBalanceSaysWhy) {
  const BalanceAnswer answer = answer_to("BaTiO3", "BaCO3");
  EXPECT_EQ(answer.status, BalanceStatus::kUnbalanced);
  EXPECT_THAT(answer.message, HasSubstr("Ti"));
}

TEST(BalanceAnswer, TheFirstFormulaThatCannotBeReadIsTheReason) {
  EXPECT_THAT(answer_to("BaTiO3", "BaCO3,Xy").message, HasSubstr("Xy: "));
  EXPECT_EQ(answer_to("BaTiO3", "BaCO3,,TiO2").message, "an entry is empty");
  EXPECT_EQ(answer_to("Xy", "BaCO3").status, BalanceStatus::kBadFormula);
  EXPECT_EQ(answer_to("Xy", "BaCO3").input, "Xy");
}

TEST(BalanceAnswer, WarningsNameTheirFormula) {
  EXPECT_THAT(answer_to("Ba TiO3", "BaCO3,TiO2").warnings, ElementsAre(HasSubstr("Ba TiO3: ")));
}

}  // namespace
}  // namespace matroute
