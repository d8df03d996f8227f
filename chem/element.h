// The elements by symbol; the value of an Element is its atomic number.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
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

}  // namespace matroute
