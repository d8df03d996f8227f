// A recipe as recorded: which target was made from which precursors, how, where and when.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace matroute {

// The order is that of the enums in the HDF5 files.
enum class Method : std::uint8_t { kSolidState, kSolGel, kOther };
enum class StepType : std::uint8_t {
  kMix,
  kGrind,
  kDry,
  kCalcine,
  kHeat,
  kRegrind,
  kPress,
  kSinter,
  kAnneal,
  kMelt,
  kQuench,
  kWash,
  kOther,
};

inline constexpr std::array<std::string_view, 3> kMethodNames = {"solid-state", "sol-gel", "other"};
inline constexpr std::array<std::string_view, 13> kStepTypeNames = {"mix",     "grind", "dry",    "calcine", "heat",
                                                                    "regrind", "press", "sinter", "anneal",  "melt",
                                                                    "quench",  "wash",  "other"};

constexpr std::string_view name(Method method) { return kMethodNames[static_cast<std::size_t>(method)]; }
constexpr std::string_view name(StepType type) { return kStepTypeNames[static_cast<std::size_t>(type)]; }
// Empty where no method is called so.
std::optional<Method> method_from_name(std::string_view text);

struct RecipeStep {
  StepType type = StepType::kOther;
  std::optional<float> temperature_degc;  // highest stated
  std::optional<float> time_h;            // longest stated
  std::string atmosphere;                 // as written; empty where not stated
};

struct Recipe {
  std::string target;                   // formula text without variables or acronyms
  std::vector<std::string> precursors;  // formula texts, mended
  Method method = Method::kSolidState;
  std::string doi;          // lower-cased; empty where not stated
  std::optional<int> year;  // of publication
  float weight = 1.0F;      // 1 / number of targets of the record it comes from
  std::vector<RecipeStep> steps;
};

}  // namespace matroute
