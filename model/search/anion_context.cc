// The anion context of a target.
#include "model/search/anion_context.h"

#include <array>

#include "chem/composition_key.h"

namespace matroute {

AnionContext anion_context(const ElementSet& target) {
  constexpr std::array<Element, 11> kAnions = {Element::O,  Element::S,  Element::Se, Element::F,
                                               Element::Cl, Element::Br, Element::I,  Element::N,
                                               Element::C,  Element::H,  Element::P};
  unsigned bits = 0;
  for (std::size_t i = 0; i < kAnions.size(); ++i) {
    if (target.test(atomic_number(kAnions[i]))) bits |= 1U << i;
  }
  return static_cast<AnionContext>(bits);
}

std::optional<TargetElements> target_elements_from_name(std::string_view text) {
  for (std::size_t i = 0; i < kTargetElementsNames.size(); ++i) {
    if (kTargetElementsNames[i] == text) return static_cast<TargetElements>(i);
  }
  return std::nullopt;
}

ElementSet target_elements(const Formula& target, TargetElements source) {
  if (source == TargetElements::kKey) return elements_of(key_of(target));
  ElementSet elements = target.anhydrous().elements();
  for (const Dopant& dopant : target.dopants) elements.set(atomic_number(dopant.element));
  return elements;
}

ElementSet source_elements(const ElementSet& target) { return target & ~ambient_elements(); }

}  // namespace matroute
