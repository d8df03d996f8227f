// Names looked up in the lists of the header.
#include "chem/synthesis.h"

#include <algorithm>
#include <span>

namespace matroute {
namespace {

template <class Word>
std::optional<Word> word_called(std::string_view text, std::span<const std::string_view> names) {
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) return std::nullopt;
  return static_cast<Word>(at - names.begin());
}

}  // namespace

std::optional<Method> method_from_name(std::string_view text) { return word_called<Method>(text, kMethodNames); }

std::optional<StepType> step_type_from_name(std::string_view text) {
  return word_called<StepType>(text, kStepTypeNames);
}

std::optional<StepAtmosphere> step_atmosphere_from_name(std::string_view text) {
  return word_called<StepAtmosphere>(text, kStepAtmosphereNames);
}

std::optional<AskedAtmosphere> asked_atmosphere_from_name(std::string_view text) {
  return word_called<AskedAtmosphere>(text, kAskedAtmosphereNames);
}

std::optional<Role> role_from_name(std::string_view text) { return word_called<Role>(text, kRoleNames); }

}  // namespace matroute
