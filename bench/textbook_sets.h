// Targets of the textbook reactions, for benchmarks.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace matroute {

struct TextbookSet {
  std::string target;
  std::vector<std::string> precursors;
};

// target,precursors,...: the two fields that hold no commas and no quotes.
inline std::vector<TextbookSet> textbook_sets() {
  const std::string name = std::string(MATROUTE_SOURCE_DIR) + "/tests/data/textbook_reactions.csv";
  std::ifstream in(name);
  if (!in) throw std::runtime_error("cannot read " + name);
  std::vector<TextbookSet> sets;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::size_t comma = line.find(',');
    TextbookSet set{line.substr(0, comma), {}};
    std::string precursors = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1) + ";";
    for (std::size_t start = 0; start < precursors.size(); start = precursors.find(';', start) + 1) {
      set.precursors.push_back(precursors.substr(start, precursors.find(';', start) - start));
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace matroute
