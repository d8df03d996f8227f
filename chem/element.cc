// Element symbols and their lookup.
#include "chem/element.h"

#include <array>

namespace matroute {
namespace {

constexpr std::array<std::string_view, kElementCount + 1> kSymbols = {
    "",   "H",  "He", "Li", "Be", "B",  "C",  "N",  "O",  "F",  "Ne", "Na", "Mg", "Al", "Si", "P",  "S",
    "Cl", "Ar", "K",  "Ca", "Sc", "Ti", "V",  "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As",
    "Se", "Br", "Kr", "Rb", "Sr", "Y",  "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn",
    "Sb", "Te", "I",  "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho",
    "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W",  "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po",
    "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U",  "Np", "Pu", "Am", "Cm", "Bk", "Cf", "Es", "Fm", "Md",
    "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og"};

// One slot per upper-case letter followed by nothing (column 0) or a lower-case letter (1-26).
constexpr auto kBySymbol = [] {
  std::array<std::uint8_t, std::size_t{26} * 27> table{};
  for (std::size_t z = 1; z < kSymbols.size(); ++z) {
    const std::string_view s = kSymbols[z];
    const std::size_t row = static_cast<std::size_t>(s[0] - 'A');
    const std::size_t column = s.size() == 1 ? 0 : static_cast<std::size_t>(s[1] - 'a') + 1;
    table[row * 27 + column] = static_cast<std::uint8_t>(z);
  }
  return table;
}();

}  // namespace

std::string_view symbol(Element element) { return kSymbols[atomic_number(element)]; }

std::optional<Element> element_from_symbol(std::string_view text) {
  if (text.empty() || text.size() > 2 || text[0] < 'A' || text[0] > 'Z') return std::nullopt;
  if (text.size() == 2 && (text[1] < 'a' || text[1] > 'z')) return std::nullopt;
  const std::size_t row = static_cast<std::size_t>(text[0] - 'A');
  const std::size_t column = text.size() == 1 ? 0 : static_cast<std::size_t>(text[1] - 'a') + 1;
  const std::uint8_t z = kBySymbol[row * 27 + column];
  if (z == 0) return std::nullopt;
  return static_cast<Element>(z);
}

ElementSet ambient_elements() {
  ElementSet set;
  for (const Element e : {Element::H, Element::C, Element::N, Element::O}) set.set(atomic_number(e));
  return set;
}

std::string element_list(const ElementSet& set, std::string_view separator) {
  std::string text;
  for (const Element element : elements_in(set)) {
    if (!text.empty()) text += separator;
    text += symbol(element);
  }
  return text;
}

}  // namespace matroute
