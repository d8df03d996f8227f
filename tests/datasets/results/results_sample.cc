// Empty and long texts, characters outside ASCII, NaN, lists of every length down to none.
#include "tests/datasets/results/results_sample.h"

#include <cstring>
#include <limits>
#include <string>

#include "datasets/results/results_writer.h"

namespace matroute {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

RouteStep sample_step(std::uint64_t number) {
  RouteStep step;
  step.type = static_cast<StepType>(number % kStepTypeNames.size());
  step.temperature_degc = number % 3 == 0 ? Quantiles{kNaN, kNaN, kNaN} : Quantiles{900.0F, 1000.5F, 1100.0F};
  step.duration_h = number % 4 == 0 ? Quantiles{kNaN, kNaN, kNaN} : Quantiles{0.5F, 12.0F, 48.0F};
  step.atmosphere = {0.75F, 0.125F, 0.0625F};
  return step;
}

Route sample_route(std::uint64_t number, std::size_t rank) {
  const std::string metal = number % 2 == 0 ? "Ba" : "Sr";
  Route route;
  route.probability = 0.5F / static_cast<float>(1U << rank);
  route.score = -1.5F * static_cast<float>(rank + 1 + number % 5);
  route.method = static_cast<Method>((number + rank) % kMethodNames.size());
  route.equation = metal + "CO3 + TiO2 -> " + metal + "TiO3 + CO2";
  if (number % 11 == 0) route.equation += std::string(1000, '+');
  if (rank == 1) route.warnings = {"oxygen is taken up", "δ was taken as 0"};
  route.components = {{metal + "CO3", Role::kPrecursor, 1},
                      {"TiO2", Role::kPrecursor, Rational(3, 2)},
                      {"O2", Role::kConsumed, Rational(1, 2)},
                      {"CO2", Role::kByproduct, 1},
                      {"H2O", Role::kMedium, 0},
                      {"Eu2O3", Role::kDopant, 0}};
  route.components.resize(2 + number % 5);
  for (std::uint64_t i = 0; i < number % 4; ++i) route.steps.push_back(sample_step(number + i));
  for (std::uint64_t i = 0; i < number % 3; ++i) {
    route.precedents.push_back({"10.1000/" + std::to_string((number + i) % 17), 0.25F * static_cast<float>(i),
                                static_cast<Relation>(i % kRelationNames.size())});
  }
  return route;
}

}  // namespace

RouteFileInfo sample_info() {
  RouteFileInfo info;
  info.creator_version = "0.1.0";
  info.model_hash = std::string(64, 'a');
  info.configuration = R"({"top_k":10})";
  info.search_options = R"({"method":"any"})";
  info.seed = 18446744073709551615U;
  info.started = "2026-01-31T12:00:00Z";
  info.finished = "2026-01-31T13:00:00Z";
  info.input_name = "kandidaten-α.csv";
  info.input_sha256 = std::string(64, 'b');
  return info;
}

TargetResult sample_target(std::uint64_t number) {
  TargetResult result;
  result.row = number * 2;
  if (number % 3 != 0)
    result.input_id = "id-" + std::to_string(number) + (number % 7 == 0 ? std::string(64, '-') + "é" : "");
  result.formula_input = number % 2 == 0 ? "BaTiO3" : "SrTiO₃";
  result.formula = number % 2 == 0 ? "BaTiO3" : "SrTiO3";
  if (number % 4 == 1) result.vars = "x=0." + std::to_string(number % 10);
  result.status = number % 6 == 5 ? static_cast<Status>(1 + number / 6 % 4) : Status::kOk;
  if (result.status != Status::kOk) result.message = "element Xx, at place 3: no such element";
  if (number % 8 == 3) result.warnings = {"read as a hydrate", "message " + std::to_string(number % 5)};
  result.out_of_domain = number % 9 == 0;
  result.confidence = static_cast<float>(number % 10) / 10.0F;
  const std::size_t routes = result.status == Status::kOk ? 1 + number % 4 : 0;
  for (std::size_t i = 0; i < routes; ++i) result.routes.push_back(sample_route(number, i));
  return result;
}

void write_sample(const std::filesystem::path& path, std::uint64_t first, std::uint64_t count) {
  ResultsWriter writer(path, sample_info());
  for (std::uint64_t i = first; i < first + count; ++i) writer.add(sample_target(i));
  writer.finish(sample_info());
}

bool same_bits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0; }

bool operator==(const ReactionComponent& a, const ReactionComponent& b) {
  return a.formula == b.formula && a.role == b.role && a.coefficient == b.coefficient;
}

bool operator==(const RouteStep& a, const RouteStep& b) {
  bool same = a.type == b.type && a.atmosphere == b.atmosphere;
  for (std::size_t i = 0; i < 3; ++i) {
    same =
        same && same_bits(a.temperature_degc[i], b.temperature_degc[i]) && same_bits(a.duration_h[i], b.duration_h[i]);
  }
  return same;
}

bool operator==(const Precedent& a, const Precedent& b) {
  return a.doi == b.doi && a.similarity == b.similarity && a.relation == b.relation;
}

bool operator==(const Route& a, const Route& b) {
  return same_bits(a.probability, b.probability) && same_bits(a.score, b.score) && a.method == b.method &&
         a.equation == b.equation && a.warnings == b.warnings && a.components == b.components && a.steps == b.steps &&
         a.precedents == b.precedents;
}

bool operator==(const TargetResult& a, const TargetResult& b) {
  return a.row == b.row && a.input_id == b.input_id && a.formula_input == b.formula_input && a.formula == b.formula &&
         a.vars == b.vars && a.status == b.status && a.message == b.message && a.warnings == b.warnings &&
         a.out_of_domain == b.out_of_domain && same_bits(a.confidence, b.confidence) && a.routes == b.routes;
}

}  // namespace matroute
