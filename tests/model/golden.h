// Numbers pinned in a file of tests/data/golden, vector by vector: "[name]", then the numbers, eight a line.
// With MATROUTE_WRITE_GOLDEN=FOLDER in the environment a test writes its file there instead of comparing.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/search/target.h"

namespace matroute::testing_models {

// What the functions under test take for a target.
inline Target golden_target(const std::string& text) { return make_target(parse_formula_or_throw(text)); }

using GoldenVectors = std::vector<std::pair<std::string, std::vector<double>>>;

template <class Numbers>
std::vector<double> golden_numbers(const Numbers& numbers) {
  std::vector<double> values;
  for (const auto number : numbers) values.push_back(static_cast<double>(number));
  return values;
}

inline std::vector<double> golden_numbers(const ElementSet& set) {
  std::vector<double> values;
  for (const Element element : elements_in(set)) values.push_back(static_cast<double>(atomic_number(element)));
  return values;
}

inline void write_golden(const std::string& path, const GoldenVectors& vectors) {
  std::ofstream out(path);
  for (const auto& [name, values] : vectors) {
    out << fmt::format("[{}]\n", name);
    for (std::size_t i = 0; i < values.size(); ++i)
      out << fmt::format("{:.9g}{}", values[i], i % 8 == 7 || i + 1 == values.size() ? '\n' : ' ');
  }
}

inline std::map<std::string, std::vector<double>> read_golden(const std::string& path) {
  std::map<std::string, std::vector<double>> vectors;
  std::ifstream in(path);
  std::vector<double>* current = nullptr;
  for (std::string word; in >> std::ws, in.peek() == '[' ? bool(std::getline(in, word)) : bool(in >> word);) {
    if (word.starts_with('[')) {
      current = &vectors[word.substr(1, word.size() - 2)];
    } else if (current != nullptr) {
      current->push_back(std::strtod(word.c_str(), nullptr));
    }
  }
  return vectors;
}

// Expects the vectors of the file with their names and lengths, each number within 1e-6 of its size; numbers below 0.1
// within 1e-7, since sums of float32 are no better.
inline void expect_golden(const std::string& name, const GoldenVectors& vectors) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): tests set no variables of the environment
  if (const char* folder = std::getenv("MATROUTE_WRITE_GOLDEN")) {
    write_golden(fmt::format("{}/{}", folder, name), vectors);
    GTEST_SKIP() << name << " was written, not compared";
  }
  const auto golden = read_golden(fmt::format("{}/golden/{}", MATROUTE_TEST_DATA_DIR, name));
  ASSERT_EQ(golden.size(), vectors.size()) << name;
  for (const auto& [vector, values] : vectors) {
    ASSERT_TRUE(golden.contains(vector)) << vector;
    const std::vector<double>& expected = golden.at(vector);
    ASSERT_EQ(values.size(), expected.size()) << vector;
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_NEAR(values[i], expected[i], 1e-6 * std::max(0.1, std::abs(expected[i]))) << vector << " number " << i;
    }
  }
}

}  // namespace matroute::testing_models
