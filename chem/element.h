// The elements by symbol; the value of an Element is its atomic number.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace matroute {

// clang-format off
// Enumerators are the symbols themselves. kNone marks absence.
enum class Element : std::uint8_t {
  kNone, H, He, Li, Be, B, C, N, O, F, Ne, Na, Mg, Al, Si, P, S, Cl, Ar, K, Ca, Sc, Ti, V, Cr, Mn, Fe, Co, Ni, Cu, Zn,
  Ga, Ge, As, Se, Br, Kr, Rb, Sr, Y, Zr, Nb, Mo, Tc, Ru, Rh, Pd, Ag, Cd, In, Sn, Sb, Te, I, Xe, Cs, Ba, La, Ce, Pr, Nd,
  Pm, Sm, Eu, Gd, Tb, Dy, Ho, Er, Tm, Yb, Lu, Hf, Ta, W, Re, Os, Ir, Pt, Au, Hg, Tl, Pb, Bi, Po, At, Rn, Fr, Ra, Ac, Th,
  Pa, U, Np, Pu, Am, Cm, Bk, Cf, Es, Fm, Md, No, Lr, Rf, Db, Sg, Bh, Hs, Mt, Ds, Rg, Cn, Nh, Fl, Mc, Lv, Ts, Og,
};
// clang-format on

inline constexpr std::size_t kElementCount = 118;

// Bit = atomic number.
using ElementSet = std::bitset<kElementCount + 1>;

constexpr std::size_t atomic_number(Element e) { return static_cast<std::size_t>(e); }

// "Ba"; the empty text for kNone.
std::string_view symbol(Element element);

// Exact case; empty where no element has this symbol.
std::optional<Element> element_from_symbol(std::string_view text);

// H, C, N, O: what the surroundings can bring or take away.
ElementSet ambient_elements();

inline bool has(const ElementSet& set, Element element) { return set.test(atomic_number(element)); }

// A range over the elements of a set by atomic number, for `for (const Element e : elements_in(set))`. It keeps a copy
// of the set; its iterators hold while the range does.
class ElementsIn {
 public:
  class Iterator {
   public:
    explicit Iterator(const ElementSet& set) : set_(&set) { skip_absent(); }

    Element operator*() const { return static_cast<Element>(number_); }
    Iterator& operator++() {
      ++number_;
      skip_absent();
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return number_ > kElementCount; }

   private:
    void skip_absent() {
      while (number_ <= kElementCount && !set_->test(number_)) ++number_;
    }

    const ElementSet* set_;
    std::size_t number_ = 1;
  };

  explicit ElementsIn(const ElementSet& set) : set_(set) {}

  Iterator begin() const { return Iterator(set_); }
  std::default_sentinel_t end() const { return {}; }

 private:
  ElementSet set_;
};

inline ElementsIn elements_in(const ElementSet& set) { return ElementsIn(set); }

// "Ti, Ba": the symbols by atomic number; empty for the empty set.
std::string element_list(const ElementSet& set, std::string_view separator = ", ");

}  // namespace matroute
