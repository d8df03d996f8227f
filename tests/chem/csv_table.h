// A table of tests/data as rows of named fields.
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace matroute {

using CsvRow = std::map<std::string, std::string>;

// Quoted as RFC 4180 says, with a header line. Throws where the file is missing or a row has the wrong length.
inline std::vector<CsvRow> read_test_table(const std::string& name) {
  std::ifstream in(std::string(MATROUTE_TEST_DATA_DIR) + "/" + name);
  if (!in) throw std::runtime_error("no test data " + name);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      lines.back().back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      lines.back().emplace_back();
    } else if (!quoted && c == '\n') {
      lines.emplace_back(1);
    } else {
      lines.back().back() += c;
    }
  }
  if (lines.back().size() == 1 && lines.back()[0].empty()) lines.pop_back();
  std::vector<CsvRow> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != lines[0].size())
      throw std::runtime_error(name + ": a row of the wrong length: " + lines[i][0]);
    rows.emplace_back();
    for (std::size_t f = 0; f < lines[0].size(); ++f) rows.back()[lines[0][f]] = lines[i][f];
  }
  return rows;
}

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= text.size() && !text.empty()) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

}  // namespace matroute
