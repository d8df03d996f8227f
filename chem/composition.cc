// Compositions: a short list of elements with exact amounts.
#include "chem/composition.h"

#include <algorithm>
#include <numeric>

#include "chem/acronyms.h"

namespace matroute {

Composition::Composition(std::initializer_list<ElementAmount> amounts) {
  for (const auto& [element, amount] : amounts) add(element, amount);
}

void Composition::add(Element element, const Rational& amount) {
  if (amount.sign() == 0) return;
  const auto it = std::ranges::find(amounts_, element, &ElementAmount::element);
  if (it == amounts_.end()) {
    if (amounts_.empty()) amounts_.reserve(8);
    amounts_.push_back({element, amount});
    return;
  }
  it->amount += amount;
  if (it->amount.sign() == 0) amounts_.erase(it);
}

void Composition::add(const Composition& other, const Rational& factor) {
  for (const auto& [element, amount] : other) add(element, amount * factor);
}

Rational Composition::amount(Element element) const {
  const auto it = std::ranges::find(amounts_, element, &ElementAmount::element);
  return it == amounts_.end() ? Rational(0) : it->amount;
}

bool Composition::contains(Element element) const {
  return std::ranges::find(amounts_, element, &ElementAmount::element) != amounts_.end();
}

ElementSet Composition::elements() const {
  ElementSet set;
  for (const auto& item : amounts_) set.set(atomic_number(item.element));
  return set;
}

Rational Composition::total() const {
  Rational sum;
  for (const auto& item : amounts_) sum += item.amount;
  return sum;
}

Composition Composition::reduced() const {
  if (amounts_.empty()) return {};
  Rational denominator(1);
  for (const auto& item : amounts_) {
    const std::int64_t d = item.amount.denominator();
    denominator *= Rational(d / std::gcd(d, denominator.numerator()));
  }
  std::int64_t divisor = 0;
  for (const auto& item : amounts_) divisor = std::gcd(divisor, (item.amount * denominator).numerator());
  Composition result;
  result.add(*this, denominator / Rational(divisor));
  return result;
}

bool operator==(const Composition& a, const Composition& b) {
  return a.size() == b.size() &&
         std::ranges::all_of(a, [&](const ElementAmount& item) { return b.amount(item.element) == item.amount; });
}

std::string to_text(const Composition& composition) {
  std::string text;
  for (auto it = composition.begin(); it != composition.end(); ++it) {
    text += symbol(it->element);
    // A decimal before a final H2O would be read as a hydrate: CoCl2.6H2O.
    const bool before_water = composition.end() - it == 3 && it[1].element == Element::H &&
                              it[1].amount == Rational(2) && it[2].element == Element::O && it[2].amount == Rational(1);
    if (it->amount != Rational(1)) text += before_water ? to_fraction_text(it->amount) : to_subscript_text(it->amount);
  }
  // "YBCO" is refused as an acronym where it stands alone.
  return meaning_of_acronym(text).empty() ? text : text + "1";
}

}  // namespace matroute
