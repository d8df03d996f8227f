// Formulas parsed and sets balanced a second, with one and two threads.
#include <benchmark/benchmark.h>
#include <omp.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "chem/formula.h"

namespace matroute {
namespace {

constexpr std::size_t kTexts = 200'000;
constexpr std::size_t kSets = 50'000;

struct Set {
  std::string target;
  std::vector<std::string> precursors;
};

// target,precursors,...: the two fields that hold no commas and no quotes.
std::vector<Set> textbook_sets() {
  const std::string name = std::string(MATROUTE_SOURCE_DIR) + "/tests/data/textbook_reactions.csv";
  std::ifstream in(name);
  if (!in) throw std::runtime_error("cannot read " + name);
  std::vector<Set> sets;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::size_t comma = line.find(',');
    Set set{line.substr(0, comma), {}};
    std::string precursors = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1) + ";";
    for (std::size_t start = 0; start < precursors.size(); start = precursors.find(';', start) + 1) {
      set.precursors.push_back(precursors.substr(start, precursors.find(';', start) - start));
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

void parse(benchmark::State& state) {
  std::vector<std::string> texts;
  while (texts.size() < kTexts) {
    for (const Set& set : textbook_sets()) {
      texts.push_back(set.target);
      texts.insert(texts.end(), set.precursors.begin(), set.precursors.end());
    }
  }
  omp_set_num_threads(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(parse_formulas(texts));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}
BENCHMARK(parse)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

void balance_sets(benchmark::State& state) {
  struct Parsed {
    Formula target;
    std::vector<Formula> precursors;
  };
  std::vector<Parsed> sets;
  while (sets.size() < kSets) {
    for (const Set& set : textbook_sets()) {
      Parsed parsed{parse_formula_or_throw(set.target), {}};
      for (const std::string& precursor : set.precursors)
        parsed.precursors.push_back(parse_formula_or_throw(precursor));
      sets.push_back(std::move(parsed));
    }
  }
  const int threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
    std::size_t balanced = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 64) reduction(+ : balanced)
    for (std::size_t i = 0; i < sets.size(); ++i) balanced += balance(sets[i].target, sets[i].precursors).ok();
    benchmark::DoNotOptimize(balanced);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sets.size()));
}
BENCHMARK(balance_sets)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace matroute
