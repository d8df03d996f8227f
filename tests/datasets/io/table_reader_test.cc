// Rows of every kind of file, whole and broken.
#include "datasets/io/table_reader.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/compress.h"

namespace matroute {
namespace {

using Rows = std::vector<std::vector<std::string>>;

class TableReaderTest : public testing::Test {
 protected:
  std::unique_ptr<TableReader> open(const std::string& name, const std::string& bytes) {
    std::ofstream(dir_.path(name), std::ios::binary) << bytes;
    return TableReader::open(dir_.path(name).string());
  }

  // Values of each row; of a broken one the error.
  Rows rows_of(const std::string& name, const std::string& bytes) {
    const auto table = open(name, bytes);
    Rows rows;
    InputRow row;
    while (table->next(row)) {
      EXPECT_EQ(row.row, rows.size());
      rows.emplace_back();
      if (!row.error.empty()) rows.back().push_back("! " + row.error);
      if (row.error.empty()) {
        for (const InputField& field : row.fields) rows.back().push_back(field.value);
      }
    }
    return rows;
  }

  std::string fault_of(const std::string& name, const std::string& bytes) {
    try {
      rows_of(name, bytes);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
    return "";
  }

  TempDir dir_;
};

TEST_F(TableReaderTest, CsvAsRfc4180HasIt) {
  EXPECT_EQ(rows_of("a.csv",
                    "\xef\xbb\xbf"
                    "id,formula\r\n1,BaTiO3\r\n2,\"a,\"\"b\"\"\"\r\n\r\n3,\"two\r\nlines\"\r\n4,"),
            (Rows{{"1", "BaTiO3"}, {"2", "a,\"b\""}, {"3", "two\nlines"}, {"4", ""}}));
}

TEST_F(TableReaderTest, TsvTextAndCompression) {
  EXPECT_EQ(rows_of("a.tsv.gz", gzip("id\tformula\n1\tBaTiO3\n")), (Rows{{"1", "BaTiO3"}}));
  EXPECT_EQ(rows_of("a.txt.xz", xz("BaTiO3\n\nLa1-x,Sr\n")), (Rows{{"BaTiO3"}, {"La1-x,Sr"}}));
}

TEST_F(TableReaderTest, BrokenCsvRowsAreRows) {
  const Rows rows = rows_of("a.csv", "a,b\n1,2\n1\n1,2,3\n\"open,2\n3,4\n\"x\"y,2\n5,\xff\n6,7\n");
  ASSERT_EQ(rows.size(), 8U);
  EXPECT_EQ(rows[1], (std::vector<std::string>{"! has 1 fields; the header has 2"}));
  EXPECT_EQ(rows[2], (std::vector<std::string>{"! has 3 fields; the header has 2"}));
  EXPECT_TRUE(rows[3][0].starts_with("! "));
  EXPECT_EQ(rows[4], (std::vector<std::string>{"3", "4"}));
  EXPECT_EQ(rows[5], (std::vector<std::string>{"! has text after a closing quote"}));
  EXPECT_EQ(rows[6], (std::vector<std::string>{"! is not UTF-8 text"}));
  EXPECT_EQ(rows[7], (std::vector<std::string>{"6", "7"}));
}

TEST_F(TableReaderTest, WhatIsQuotedOfABrokenRowIsText) {
  const auto table = open("a.csv", "a,b\n1,\"\xff\xfe open\n" + std::string(400, 'x') + "δ\n");
  InputRow row;
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.text, "1,\"?? open");
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.text, std::string(InputRow::kMaxQuotedBytes, 'x'));
}

TEST_F(TableReaderTest, AQuoteNeverClosedCostsOneRow) {
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 1000; ++i) text += "3,4\n";
  const Rows rows = rows_of("a.csv", text);
  ASSERT_EQ(rows.size(), 1001U);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"! opens a quote that is never closed"}));
  EXPECT_EQ(rows[1], (std::vector<std::string>{"3", "4"}));
}

TEST_F(TableReaderTest, ARecordOverAMegabyteIsAnOpenQuote) {
  constexpr std::size_t kLines = 300000;
  std::string text = "a,b\n1,\"open\n";
  for (std::size_t i = 0; i < kLines; ++i) text += "3,4\n";
  const Rows rows = rows_of("a.csv", text + "close\",5\n");
  ASSERT_EQ(rows.size(), kLines + 2);
  EXPECT_EQ(rows.front(), (std::vector<std::string>{"! opens a quote that is never closed"}));
  EXPECT_EQ(rows.back(), (std::vector<std::string>{"close\"", "5"}));
}

TEST_F(TableReaderTest, ManyOpenQuotesStayLinear) {
  std::string text = "a,b\n";
  for (int i = 0; i < 200000; ++i) text += "5\",\"\"\"\n";
  EXPECT_EQ(rows_of("a.csv", text).size(), 200000U);
}

TEST_F(TableReaderTest, HeaderFaults) {
  EXPECT_NE(fault_of("a.csv", "a,a\n1,2\n").find("twice"), std::string::npos);
  EXPECT_NE(fault_of("a.csv", "a,\"b\n").find("never closed"), std::string::npos);
  EXPECT_NE(fault_of("a.csv", "\n\n").find("no header"), std::string::npos);
}

TEST_F(TableReaderTest, JsonLines) {
  const auto table = open("a.jsonl",
                          "{\"id\": 1, \"formula\": \"BaTiO3\", \"p\": [\"BaCO3\", \"TiO2\"], \"y\": null}\n\n"
                          "{bad\n[1]\n{\"formula\": [\"LiCoO2\"], \"t\": 1.5, \"d\": {\"a\": [1, 2]}}\n");
  EXPECT_EQ(table->columns(), (std::vector<std::string>{"id", "formula", "p", "y"}));
  InputRow row;
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.find("id")->value, "1");
  EXPECT_EQ(row.find("p")->value, "BaCO3;TiO2");
  EXPECT_EQ(row.find("p")->items, (std::vector<std::string>{"BaCO3", "TiO2"}));
  EXPECT_EQ(row.find("y")->value, "");
  EXPECT_EQ(row.find("absent"), nullptr);
  ASSERT_TRUE(table->next(row));
  EXPECT_TRUE(row.error.starts_with("is not valid JSON")) << row.error;
  EXPECT_EQ(row.text, "{bad");
  EXPECT_EQ(row.line, 3U);
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.error, "is neither a JSON object nor a text");
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.error, "");
  EXPECT_EQ(row.row, 3U);
  EXPECT_EQ(row.find("formula")->value, "LiCoO2");
  EXPECT_EQ(row.find("t")->value, "1.5");
  EXPECT_EQ(row.find("d")->value, "{\"a\":[1,2]}");
  EXPECT_FALSE(table->next(row));
}

TEST_F(TableReaderTest, JsonLists) {
  EXPECT_EQ(rows_of("a.json", " [ {\"formula\": \"a]\\\"}\"} , \"BaTiO3\", 7, {\"a\":1,\"a\":2} ] \n"),
            (Rows{{"a]\"}"}, {"BaTiO3"}, {"! is neither a JSON object nor a text"}, {"! has the key a twice"}}));
  EXPECT_EQ(rows_of("a.json", "[]"), Rows{});
  EXPECT_EQ(rows_of("a.json", "{\"a\": 1}\n{\"a\": 2}\n"), (Rows{{"1"}, {"2"}}));
}

TEST_F(TableReaderTest, CutOrWrongJsonListsAreErrors) {
  for (const char* text :
       {"[{\"a\":1}", "[{\"a\":1},", "[{\"a\":", "[{\"a\":1} {\"a\":2}]", "[{\"a\":1},]", "[1] x", "[\"a"}) {
    EXPECT_NE(fault_of("a.json", text), "") << text;
  }
}

TEST_F(TableReaderTest, FormatIsFoundByContentWhereTheNameSaysNothing) {
  EXPECT_EQ(open("a", "id,formula\n1,BaTiO3\n")->format(), TableFormat::kCsv);
  EXPECT_EQ(open("b", "formula\nBaTiO3\n")->format(), TableFormat::kCsv);
  EXPECT_EQ(open("h", "formula\r\nBaTiO3\r\n")->format(), TableFormat::kCsv);
  EXPECT_EQ(open("c", "BaTiO3\nLiCoO2\n")->format(), TableFormat::kText);
  EXPECT_EQ(open("d", "[NH4]2SO4\n")->format(), TableFormat::kText);
  EXPECT_EQ(open("e", "[\n{\"a\": 1}]")->format(), TableFormat::kJsonList);
  EXPECT_EQ(open("f", "{\"a\": 1}\n")->format(), TableFormat::kJsonl);
  EXPECT_EQ(open("g", "a\tb\n1\t2\n")->format(), TableFormat::kTsv);
}

TEST_F(TableReaderTest, ColumnsAreChosenInOrder) {
  constexpr std::array<std::string_view, 2> candidates = {"formula", "target"};
  EXPECT_EQ(choose_column(*open("a.csv", "id,target\n1,2\n"), "", candidates), "target");
  EXPECT_EQ(choose_column(*open("b.csv", "name\nBaTiO3\n"), "", candidates), "name");
  EXPECT_EQ(choose_column(*open("c.csv", "id,target\n1,2\n"), "id", candidates), "id");
  EXPECT_THROW(choose_column(*open("d.csv", "x,y\n1,2\n"), "", candidates), Error);
  EXPECT_THROW(choose_column(*open("e.csv", "x,formula\n1,2\n"), "z", candidates), Error);
}

}  // namespace
}  // namespace matroute
