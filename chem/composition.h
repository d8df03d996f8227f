// How much of each element a compound holds, exactly.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "chem/element.h"
#include "chem/rational.h"

namespace matroute {

struct ElementAmount {
  Element element = Element::kNone;
  Rational amount;  // atoms per formula unit, never 0 inside a Composition
};

// Elements in the order in which they were added first; equality does not look at the order.
// All arithmetic throws RationalOverflow where a result does not fit.
class Composition {
 public:
  Composition() = default;
  Composition(std::initializer_list<ElementAmount> amounts);

  // An element whose amount becomes 0 drops out. Amounts may be negative while a composition is built up.
  void add(Element element, const Rational& amount);
  void add(const Composition& other, const Rational& factor = 1);

  // 0 where the element is absent.
  Rational amount(Element element) const;
  bool contains(Element element) const;
  ElementSet elements() const;
  Rational total() const;
  // The same ratios in the smallest whole numbers.
  Composition reduced() const;

  bool empty() const { return amounts_.empty(); }
  std::size_t size() const { return amounts_.size(); }
  auto begin() const { return amounts_.begin(); }
  auto end() const { return amounts_.end(); }

  friend bool operator==(const Composition& a, const Composition& b);

 private:
  std::vector<ElementAmount> amounts_;
};

// "LiNi1/3Mn1/3Co1/3O2", "Ba0.9Sr0.1TiO3": plain text in the stored order that parse_formula reads back.
std::string to_text(const Composition& composition);

}  // namespace matroute
