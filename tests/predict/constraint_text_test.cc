#include "predict/constraint_text.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

ErrorKind kind_of(const ConstraintTexts& texts) {
  try {
    read_constraints(texts);
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "no error";
  return ErrorKind::kInternal;
}

TEST(ReadConstraints, ABareSymbolIsAnElementAndTheRestPrecursors) {
  const Constraints read =
      read_constraints({.stock_file = "", .forbid = {"Co,Co:", "Li2CO3"}, .require = {"Ba", "TiO2"}, .method = "any"});
  EXPECT_TRUE(read.forbidden_elements.test(atomic_number(Element::Co)));
  EXPECT_EQ(read.forbidden_elements.count(), 1U);
  ASSERT_EQ(read.forbidden_precursors.size(), 2U);
  EXPECT_EQ(read.forbidden_precursors[0], make_material("Co").key);
  EXPECT_EQ(read.forbidden_precursors[1], make_material("Li2CO3").key);
  EXPECT_TRUE(read.required_elements.test(atomic_number(Element::Ba)));
  ASSERT_EQ(read.required_precursors.size(), 1U);
  EXPECT_EQ(read.required_precursors[0].key, make_material("TiO2").key);
  EXPECT_FALSE(read.stock);
  EXPECT_FALSE(read.method);
}

TEST(ReadConstraints, Methods) {
  EXPECT_EQ(read_constraints({.stock_file = "", .forbid = {}, .require = {}, .method = "sol-gel"}).method,
            Method::kSolGel);
  EXPECT_EQ(kind_of({.stock_file = "", .forbid = {}, .require = {}, .method = "magic"}), ErrorKind::kUsage);
}

TEST(ReadConstraints, WhatCannotBeReadIsAUsageError) {
  EXPECT_EQ(kind_of({.stock_file = "", .forbid = {"Xy2"}, .require = {}, .method = "any"}), ErrorKind::kUsage);
  EXPECT_EQ(kind_of({.stock_file = "", .forbid = {}, .require = {"Ba,,Ti"}, .method = "any"}), ErrorKind::kUsage);
  EXPECT_EQ(kind_of({.stock_file = "", .forbid = {""}, .require = {}, .method = "any"}), ErrorKind::kUsage);
}

TEST(ReadConstraints, StockIsAListOrAColumn) {
  const TempDir folder;
  std::ofstream(folder.path("s.txt")) << "BaCO3\nTiO2\n";
  std::ofstream(folder.path("s.csv")) << "formula,price\nBaCO3,3\n";
  std::ofstream(folder.path("bad.txt")) << "BaCO3\nXy\n";
  const auto stock = [&](const char* name) {
    return ConstraintTexts{.stock_file = folder.path(name).string(), .forbid = {}, .require = {}, .method = "any"};
  };
  EXPECT_EQ(read_constraints(stock("s.txt")).stock->size(), 2U);
  EXPECT_EQ(read_constraints(stock("s.csv")).stock->size(), 1U);
  EXPECT_EQ(kind_of(stock("bad.txt")), ErrorKind::kInput);
  EXPECT_EQ(kind_of(stock("none.txt")), ErrorKind::kInput);
}

TEST(ReadConstraints, AStockEntryWhoseAmountsOverflowIsNamed) {
  const TempDir folder;
  std::ofstream(folder.path("fine.txt")) << "BaCO3\nBa1/999999937Ti1/999999929O5\nTiO2\n";
  try {
    read_constraints({.stock_file = folder.path("fine.txt").string(), .forbid = {}, .require = {}, .method = "any"});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    const std::string message = error.what();
    EXPECT_NE(message.find("entry 2: Ba1/999999937Ti1/999999929O5: a number is too large"), std::string::npos)
        << message;
  }
}

}  // namespace
}  // namespace matroute
