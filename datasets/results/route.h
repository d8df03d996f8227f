// What a prediction says about one target; the rows of the results file (docs/format_results.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chem/balance.h"
#include "chem/synthesis.h"

namespace matroute {

// The order is that of the enums in the HDF5 file.
enum class Status : std::uint8_t { kOk, kNoRoute, kBadFormula, kBadRow, kFailed };
enum class Relation : std::uint8_t { kSameTarget, kSamePrecursors, kNearest };

inline constexpr std::array<std::string_view, 5> kStatusNames = {"ok", "no_route", "bad_formula", "bad_row", "failed"};
inline constexpr std::array<std::string_view, 3> kRelationNames = {"same_target", "same_precursors", "nearest"};

constexpr std::string_view name(Status status) { return kStatusNames[static_cast<std::size_t>(status)]; }
constexpr std::string_view name(Relation relation) { return kRelationNames[static_cast<std::size_t>(relation)]; }

// A quantity as its quantiles 0.05, 0.5 and 0.95.
using Quantiles = std::array<float, 3>;

struct RouteStep {
  StepType type = StepType::kOther;
  Quantiles temperature_degc{};   // NaN where the step has none
  Quantiles duration_h{};         // NaN where the step has none
  std::vector<float> atmosphere;  // probabilities in the order of RouteFileInfo::atmospheres
};

struct Precedent {
  std::string doi;
  float similarity = 0.0F;  // 0 to 1
  Relation relation = Relation::kNearest;
};

struct Route {
  float probability = 0.0F;  // over all sets of the target; never rising with rank
  float score = 0.0F;        // the ranker's own log-score
  Method method = Method::kSolidState;
  std::string equation;
  std::vector<std::string> warnings;
  std::vector<ReactionComponent> components;
  std::vector<RouteStep> steps;
  std::vector<Precedent> precedents;
};

// A set of precursors that the ranker proposed and that is no route. Results files hold none.
struct LeftOut {
  std::string set;  // "Na2CO3 + TiO2"
  double probability = 0.0;
  std::string reason;  // one word: that of Imbalance, or "target" for the target itself
  std::string message;
};

struct TargetResult {
  std::uint64_t row = 0;  // 0-based record of the input; members of a --var series share it
  std::string input_id;
  std::string formula_input;      // verbatim
  std::string formula;            // composition as plain text; empty where it could not be read
  std::string vars;               // "x=0.1"; empty without --var
  double molar_mass_g_mol = 0.0;  // of the formula unit, where a search knows it; 0: not known
  Status status = Status::kOk;
  std::string message;
  std::vector<std::string> warnings;
  bool out_of_domain = false;
  float confidence = 0.0F;    // probability that the recorded set is among the routes
  std::vector<Route> routes;  // best first; rank is the position, from 1
};

}  // namespace matroute
