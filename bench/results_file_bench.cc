// Writing, stitching, reading and checking of results files: targets per second and bytes per target.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "datasets/results/output_parts.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_stitch.h"
#include "datasets/results/results_validate.h"
#include "datasets/results/results_writer.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

constexpr int kTargets = 20000;
constexpr int kRoutes = 10;

fs::path scratch(const char* name) {
  return fs::temp_directory_path() / ("matroute_bench_" + std::to_string(getpid()) + "_" + name);
}

// A small generator of its own, so that no two targets are alike and every run is the same.
class Noise {
 public:
  std::uint32_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33U);
  }
  float share() { return static_cast<float>(next() >> 7U) / 16777216.0F; }
  std::string element() {
    constexpr const char* kElements[] = {"Ba", "Sr", "Ca", "La", "Ti", "Zr", "Fe", "Mn", "Co", "Ni", "Li", "Na"};
    return kElements[next() % std::size(kElements)];
  }

 private:
  std::uint64_t state_ = 1;
};

Route route_of(Noise& noise, const std::string& formula, int rank) {
  Route route;
  route.probability = noise.share() / static_cast<float>(4 << rank);
  route.score = -noise.share() * 10.0F;
  std::string left;
  for (int i = 0; i < 3; ++i) {
    const std::string oxide =
        noise.element() + std::to_string(1 + noise.next() % 4) + "O" + std::to_string(1 + noise.next() % 5);
    const int coefficient = static_cast<int>(1 + noise.next() % 4);
    left += (i == 0 ? "" : " + ") + std::to_string(coefficient) + " " + oxide;
    route.components.push_back({oxide, Role::kPrecursor, Rational(coefficient, 2)});
  }
  route.components.push_back({"CO2", Role::kByproduct, 1});
  route.equation = left + " -> " + formula + " + CO2";
  if (noise.next() % 8 == 0) route.warnings = {"oxygen is taken up from the air"};
  return route;
}

std::vector<TargetResult> targets() {
  Noise noise;
  std::vector<TargetResult> results(kTargets);
  for (int i = 0; i < kTargets; ++i) {
    TargetResult& result = results[static_cast<std::size_t>(i)];
    result.row = static_cast<std::uint64_t>(i);
    result.input_id = "mp-" + std::to_string(noise.next() % 1000000);
    result.formula = noise.element() + noise.element() + std::to_string(1 + noise.next() % 9) + "O" +
                     std::to_string(1 + noise.next() % 9);
    result.formula_input = result.formula;
    result.confidence = noise.share();
    for (int rank = 0; rank < kRoutes; ++rank) result.routes.push_back(route_of(noise, result.formula, rank));
  }
  return results;
}

void write(const fs::path& path, const std::vector<TargetResult>& results) {
  fs::remove(path);
  ResultsWriter writer(path, {});
  for (const TargetResult& result : results) writer.add(result);
  writer.finish({});
}

void bench_write(benchmark::State& state) {
  const auto results = targets();
  const auto path = scratch("write.h5");
  for (auto _ : state) write(path, results);
  state.counters["targets/s"] = benchmark::Counter(kTargets, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bytes/target"] = static_cast<double>(fs::file_size(path)) / kTargets;
  fs::remove(path);
}

void bench_read(benchmark::State& state) {
  const auto path = scratch("read.h5");
  write(path, targets());
  for (auto _ : state) {
    ResultsReader reader(path);
    TargetResult result;
    while (reader.next(result)) benchmark::DoNotOptimize(result);
  }
  state.counters["targets/s"] = benchmark::Counter(kTargets, benchmark::Counter::kIsIterationInvariantRate);
  fs::remove(path);
}

void bench_validate(benchmark::State& state) {
  const auto path = scratch("validate.h5");
  write(path, targets());
  for (auto _ : state) benchmark::DoNotOptimize(validate_results(path));
  state.counters["targets/s"] = benchmark::Counter(kTargets, benchmark::Counter::kIsIterationInvariantRate);
  fs::remove(path);
}

void bench_stitch_two_parts(benchmark::State& state) {
  const std::vector<fs::path> parts = {scratch("0.h5"), scratch("1.h5")};
  for (const auto& part : parts) write(part, targets());
  const auto out = scratch("out.h5");
  for (auto _ : state) {
    fs::remove(out);
    stitch_results(parts, out, {});
  }
  state.counters["targets/s"] = benchmark::Counter(2 * kTargets, benchmark::Counter::kIsIterationInvariantRate);
  for (const auto& part : parts) fs::remove(part);
  fs::remove(out);
}

BENCHMARK(bench_write)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_read)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_validate)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_stitch_two_parts)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace matroute
