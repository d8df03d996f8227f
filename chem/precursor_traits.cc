// Traits of precursors, from their compositions alone.
#include "chem/precursor_traits.h"

#include "chem/element_data.h"

namespace matroute {
namespace {

bool has_halogen(const ElementSet& set) {
  return has(set, Element::F) || has(set, Element::Cl) || has(set, Element::Br) || has(set, Element::I);
}

// Twice the oxygen less the common valences of the other elements, nitrogen left out.
Rational oxygen_excess(const Composition& composition) {
  Rational excess;
  for (const auto& [element, amount] : composition) {
    if (element == Element::N) continue;
    excess -= amount * Rational(element_data(element).common_valence);
  }
  return excess;
}

// By the excess of oxygen: each nitrate of a compound leaves an excess of 5, each ammonium or amine one of -3, so that
// excess and nitrogen tell how many there are of each. A compound may hold both, such as NH4NO3 and (NH4)2Cr2O7, whose
// chromate oxidises as nitrate does; a third of a group is taken for one where a metal has another valence than
// supposed.
void classify_nitrogen(const Composition& precursor, PrecursorTraits& traits) {
  const Rational excess = oxygen_excess(precursor);
  const Rational nitrogen = precursor.amount(Element::N);
  const Rational oxidising = excess + nitrogen * Rational(3);  // 8 for each group
  const Rational reducing = nitrogen * Rational(5) - excess;
  const bool oxygen = precursor.contains(Element::O);
  const bool hydrogen = precursor.contains(Element::H);
  const auto a_third_of_one = [](const Rational& eighths) { return eighths * Rational(3) > Rational(8); };
  traits.nitrate = oxygen && (excess.sign() > 0 || (hydrogen && a_third_of_one(oxidising)));
  traits.amine = hydrogen && (!(oxygen && excess.sign() > 0) || a_third_of_one(reducing));
  traits.nitride = !oxygen && !hydrogen;
}

}  // namespace

PrecursorTraits traits_of(const Formula& precursor) {
  PrecursorTraits traits;
  traits.elements = precursor.composition.elements();
  traits.named_gas = named_gas(precursor.composition);
  const auto holds = [&](Element e) { return has(traits.elements, e); };
  traits.oxygen_rich = holds(Element::O) && oxygen_excess(precursor.composition).sign() > 0;
  if (holds(Element::N)) classify_nitrogen(precursor.anhydrous(), traits);
  const bool bound_nitrogen =
      holds(Element::N) && !holds(Element::H) && !holds(Element::S) && !holds(Element::Se) && !holds(Element::C);
  const bool inert_gas = traits.named_gas == GasId::kAr || traits.named_gas == GasId::kHe;
  traits.reductant = (!holds(Element::O) && !has_halogen(traits.elements) && !bound_nitrogen && !inert_gas) ||
                     traits.named_gas == GasId::kCO;
  traits.carbon_reductant = holds(Element::C) && !holds(Element::O) && !holds(Element::H);
  return traits;
}

}  // namespace matroute
