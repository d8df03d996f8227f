// The anion context of a target.
#include "model/search/anion_context.h"

#include <array>

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

}  // namespace matroute
