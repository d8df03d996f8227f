// Targets a second through each part of the shipped model, with one and two threads: search, balancing, re-ranking.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/threads.h"
#include "bench/textbook_sets.h"
#include "model/folder/make_model.h"
#include "model/search/route_search.h"

namespace matroute {
namespace {

constexpr std::size_t kTargets = 2048;  // as many as predict searches at a time

const LoadedModel& shipped_model() {
  static const LoadedModel model = load_model(std::string(MATROUTE_SOURCE_DIR) + "/models/default");
  return model;
}

RouteSearch shipped_search() { return {*shipped_model().ranker, shipped_model().rescorer.get(), {}}; }

// Textbook targets doped with one rare earth after the other, so that no two are alike.
const std::vector<Target>& targets() {
  static const std::vector<Target> all = [] {
    constexpr std::array kDopants = {"La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd",
                                     "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"};
    std::vector<Target> made;
    std::set<std::string> seen;
    const auto sets = textbook_sets();
    for (std::size_t i = 0; made.size() < kTargets && i < kDopants.size() * sets.size(); ++i) {
      const std::string dopant = std::string(":") + kDopants[i / sets.size() % kDopants.size()] + "0.01";
      auto formula = parse_formula(sets[i % sets.size()].target + dopant);
      if (formula && seen.insert(formula->text).second) {
        made.push_back(make_target(std::move(formula).value()));
      }
    }
    return made;
  }();
  return all;
}

std::vector<const Target*> target_pointers() {
  std::vector<const Target*> pointers;
  for (const Target& target : targets()) pointers.push_back(&target);
  return pointers;
}

void report(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(targets().size()));
}

void search_sets(benchmark::State& state) {
  set_thread_count(static_cast<int>(state.range(0)));
  const Constraints none;
  const auto ranker = shipped_model().ranker->under(none);
  const auto pointers = target_pointers();
  for (auto _ : state) benchmark::DoNotOptimize(ranker->rank(pointers, 0));
  report(state);
}
BENCHMARK(search_sets)->Arg(1)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

void search_and_balance(benchmark::State& state) {
  set_thread_count(static_cast<int>(state.range(0)));
  const RouteSearch search = shipped_search();
  const SetDepth depth = shipped_model().rescorer->depth();
  for (auto _ : state) benchmark::DoNotOptimize(search.balanced_sets(targets(), depth));
  report(state);
}
BENCHMARK(search_and_balance)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

void rerank(benchmark::State& state) {
  set_thread_count(static_cast<int>(state.range(0)));
  const Rescorer& rescorer = *shipped_model().rescorer;
  const auto pointers = target_pointers();
  std::vector<std::vector<BalancedPrecursors>> sets;
  for (FoundSets& found : shipped_search().balanced_sets(targets(), rescorer.depth())) {
    sets.push_back(std::move(found.sets));
  }
  for (auto _ : state) benchmark::DoNotOptimize(rescorer.rescore(pointers, sets));
  report(state);
}
BENCHMARK(rerank)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

void whole_search(benchmark::State& state) {
  set_thread_count(static_cast<int>(state.range(0)));
  const RouteSearch search = shipped_search();
  for (auto _ : state) benchmark::DoNotOptimize(search.search(targets()));
  report(state);
}
BENCHMARK(whole_search)->Arg(1)->Arg(2)->ArgName("threads")->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace matroute
