// Element descriptors, H to Lr, for features and for chemical rules.
// Facts as compiled in mendeleev 1.3.0 (https://github.com/lmmentel/mendeleev), corrected where the comment of a field
// says so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "chem/element.h"

namespace matroute {

inline constexpr std::size_t kMaxOxidationStates = 6;

// NaN where a value is unknown.
struct ElementData {
  Element element = Element::kNone;

  // Pauling scale. CRC Handbook of Chemistry and Physics, 95th ed. (2014); Lu from Allred, doi
  // 10.1016/0022-1902(61)80142-5; Pm, Eu, Tb, Yb and Am to No, which CRC lacks, as in pymatgen's periodic table.
  double electronegativity;
  // Cordero et al. 2008, doi 10.1039/b801115j; C for sp3; Mn, Fe, Co are the means of low and high spin.
  double covalent_radius_pm;
  // Of the ion common_oxidation_state with six neighbours, high spin. Shannon 1976, doi 10.1107/S0567739476001551.
  // N3- is for four neighbours, Ra2+ for eight.
  double ionic_radius_pm;
  // Slater 1964, doi 10.1063/1.1725697; unknown for noble gases.
  double atomic_radius_pm;
  // NIST Atomic Spectra Database, doi 10.18434/T4W30F.
  double ionization_energy_ev;
  // CRC Handbook, 95th ed.; Co, Nb and Pb as measured since (2016). 0 where the anion is not bound.
  double electron_affinity_ev;
  // At 101.325 kPa. CRC Handbook, 97th ed. (2016). Graphite: triple point; P white, S monoclinic, Se gray, Sn white.
  double melting_point_k;
  // At 295 K, gases at 298 K and 101.325 kPa. CRC Handbook, 95th ed.; C graphite, P white, S rhombic, Sn white.
  double density_g_cm3;

  // IUPAC's 18 groups; lanthanides and actinides all count as 3.
  std::uint8_t group;
  std::uint8_t period;
  // s, p, d or f; lanthanides and actinides, La, Lu, Ac and Lr included, are f.
  char block;
  // Electrons outside the noble gas core of the neutral atom's ground state (NIST), by subshell.
  std::uint8_t s_electrons, p_electrons, d_electrons, f_electrons;
  // Place on Pettifor's chemical scale, 1 (He) to 103 (H). Pettifor 1984, doi 10.1016/0038-1098(84)90765-8.
  std::uint8_t mendeleev_number;

  // The state of the list below that most sites in the ICSD have (counts of pymatgen's icsd_bv.yaml), or the usual one
  // of an element that the counts lack; 0 for noble gases.
  std::int8_t common_oxidation_state;
  // The charge that the element is counted with when nitrates, ammonium salts and peroxides are told apart by their
  // oxygen (docs/balancing.md, section 3). The highest state of the element's group, as in Greenwood & Earnshaw; where
  // precursors rarely hold that, the state of the salts and oxides in use: Ag, Tl 1; Mn, Co, Ni, Cu, Pb, Pd 2; Fe, Cr,
  // Rh, Au, Bi, lanthanides 3; Ru, Os, Ir, Pt 4; As, Sb 5; halogens -1. A plain 3 for N, Po, noble gases, Ac and beyond
  // Pu, which no rule asks for.
  std::int8_t common_valence;
  // Ascending, padded with 0: the main states of Greenwood & Earnshaw, Chemistry of the Elements, 2nd ed. (1997),
  // and the states that at least a tenth of the element's charged sites in the ICSD have.
  std::array<std::int8_t, kMaxOxidationStates> padded_oxidation_states;

  // The list without its padding; empty for noble gases.
  std::span<const std::int8_t> oxidation_states() const;
};

// Every number is unknown or 0 for Element::kNone and beyond Lr, but for a common valence of 3.
const ElementData& element_data(Element element);

}  // namespace matroute
