// The words of synthesis: methods, types of steps, atmospheres, and what a component does in a reaction.
// Each list of names stands in the order of its enum, and NAME_from_name is empty where no word is called so.
// Files hold the names: a new word goes to the end of its list.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace matroute {

// How a target is made as a whole.
enum class Method : std::uint8_t { kSolidState, kSolGel, kOther };
inline constexpr std::array<std::string_view, 3> kMethodNames = {"solid-state", "sol-gel", "other"};
constexpr std::string_view name(Method method) { return kMethodNames[static_cast<std::size_t>(method)]; }
std::optional<Method> method_from_name(std::string_view text);
// Whether the method is one that a user can ask for; "other" is the rest of what was recorded.
constexpr bool can_be_asked_for(Method method) { return method != Method::kOther; }

// One operation of a recipe.
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
inline constexpr std::array<std::string_view, 13> kStepTypeNames = {"mix",     "grind", "dry",    "calcine", "heat",
                                                                    "regrind", "press", "sinter", "anneal",  "melt",
                                                                    "quench",  "wash",  "other"};
constexpr std::string_view name(StepType type) { return kStepTypeNames[static_cast<std::size_t>(type)]; }
std::optional<StepType> step_type_from_name(std::string_view text);

// What surrounds the material in a step.
enum class StepAtmosphere : std::uint8_t { kOxidising, kInert, kReducing };
inline constexpr std::array<std::string_view, 3> kStepAtmosphereNames = {"oxidising", "inert", "reducing"};
constexpr std::string_view name(StepAtmosphere atmosphere) {
  return kStepAtmosphereNames[static_cast<std::size_t>(atmosphere)];
}
std::optional<StepAtmosphere> step_atmosphere_from_name(std::string_view text);

// What a user asks of balancing: which gases a reaction may take up. kUnstated leaves it to the composition.
enum class AskedAtmosphere : std::uint8_t { kUnstated, kOxidising, kInert, kReducing };
inline constexpr std::array<std::string_view, 4> kAskedAtmosphereNames = {"unstated", "oxidising", "inert", "reducing"};
constexpr std::string_view name(AskedAtmosphere atmosphere) {
  return kAskedAtmosphereNames[static_cast<std::size_t>(atmosphere)];
}
std::optional<AskedAtmosphere> asked_atmosphere_from_name(std::string_view text);

// What a component does in a reaction.
enum class Role : std::uint8_t { kPrecursor, kConsumed, kByproduct, kMedium, kDopant };
inline constexpr std::array<std::string_view, 5> kRoleNames = {"precursor", "consumed", "byproduct", "medium",
                                                               "dopant"};
constexpr std::string_view name(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }
std::optional<Role> role_from_name(std::string_view text);

}  // namespace matroute
