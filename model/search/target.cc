// Elements and amounts of a target.
#include "model/search/target.h"

namespace matroute {
namespace {

constexpr double kUnstatedDopant = 0.01;  // in atoms per formula unit

}  // namespace

double dopant_atoms(const Dopant& dopant) { return dopant.amount ? dopant.amount->to_double() : kUnstatedDopant; }

ElementSet source_elements(const ElementSet& target) { return target & ~ambient_elements(); }

Target make_target(Formula formula) {
  Target target;
  const Composition composition = formula.anhydrous();
  target.key = key_of(composition);
  target.elements = composition.elements();
  std::array<double, kElementCount + 1> amounts{};
  for (const ElementAmount& item : composition) amounts[atomic_number(item.element)] = item.amount.to_double();
  for (const Dopant& dopant : formula.dopants) {
    target.elements.set(atomic_number(dopant.element));
    amounts[atomic_number(dopant.element)] += dopant_atoms(dopant);
  }
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (target.elements.test(e)) target.amounts.push_back(amounts[e]);
  }
  target.sources = source_elements(target.elements);
  target.context = anion_context(target.elements);
  target.formula = std::move(formula);
  return target;
}

std::optional<TargetElements> target_elements_from_name(std::string_view text) {
  for (std::size_t i = 0; i < kTargetElementsNames.size(); ++i) {
    if (kTargetElementsNames[i] == text) return static_cast<TargetElements>(i);
  }
  return std::nullopt;
}

ElementSet target_elements(const Target& target, TargetElements source) {
  return source == TargetElements::kKey ? elements_of(target.key) : target.elements;
}

}  // namespace matroute
