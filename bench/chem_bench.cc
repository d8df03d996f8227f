// Formulas parsed and sets balanced a second, with one and two threads.
#include <benchmark/benchmark.h>

#include <atomic>
#include <string>
#include <vector>

#include "base/parallel_for.h"
#include "base/threads.h"
#include "bench/textbook_sets.h"
#include "chem/balance.h"
#include "chem/formula.h"

namespace matroute {
namespace {

constexpr std::size_t kTexts = 200'000;
constexpr std::size_t kSets = 50'000;

void parse(benchmark::State& state) {
  std::vector<std::string> texts;
  while (texts.size() < kTexts) {
    for (const TextbookSet& set : textbook_sets()) {
      texts.push_back(set.target);
      texts.insert(texts.end(), set.precursors.begin(), set.precursors.end());
    }
  }
  set_thread_count(static_cast<int>(state.range(0)));
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
    for (const TextbookSet& set : textbook_sets()) {
      Parsed parsed{parse_formula_or_throw(set.target), {}};
      for (const std::string& precursor : set.precursors)
        parsed.precursors.push_back(parse_formula_or_throw(precursor));
      sets.push_back(std::move(parsed));
    }
  }
  set_thread_count(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    std::atomic<std::size_t> balanced = 0;
    parallel_for(sets.size(), 64,
                 [&](std::size_t i) { balanced += balance(sets[i].target, sets[i].precursors).ok() ? 1 : 0; });
    benchmark::DoNotOptimize(balanced.load());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sets.size()));
}
BENCHMARK(balance_sets)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace matroute
