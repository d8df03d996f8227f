// The list of acronyms.
#include "chem/acronyms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace matroute {

std::string_view meaning_of_acronym(std::string_view text) {
  // The acronyms that could be taken for a formula, and the ones that are typed most.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kAcronyms = {{
      {"BFO", "BiFeO3"},
      {"BTO", "BaTiO3"},
      {"STO", "SrTiO3"},
      {"CTO", "CaTiO3"},
      {"KTO", "KTaO3"},
      {"PTO", "PbTiO3"},
      {"KNO", "KNbO3"},
      {"LNO", "LiNbO3 or LaNiO3"},
      {"LCO", "LiCoO2"},
      {"LMO", "LiMn2O4"},
      {"LFP", "LiFePO4"},
      {"LTO", "Li4Ti5O12"},
      {"NMC", "LiNi1/3Mn1/3Co1/3O2"},
      {"NCM", "LiNi1/3Co1/3Mn1/3O2"},
      {"NCA", "LiNi0.8Co0.15Al0.05O2"},
      {"LLZO", "Li7La3Zr2O12"},
      {"LLTO", "Li0.33La0.56TiO3"},
      {"LATP", "Li1.3Al0.3Ti1.7(PO4)3"},
      {"YBCO", "YBa2Cu3O7-δ"},
      {"BSCCO", "Bi2Sr2CaCu2O8"},
      {"YAG", "Y3Al5O12"},
      {"YIG", "Y3Fe5O12"},
      {"YSZ", "Zr0.92Y0.08O1.96"},
      {"PZT", "PbZr0.52Ti0.48O3"},
      {"BST", "Ba0.5Sr0.5TiO3"},
      {"KNN", "K0.5Na0.5NbO3"},
      {"BNT", "Bi0.5Na0.5TiO3"},
      {"CCTO", "CaCu3Ti4O12"},
      {"TCP", "Ca3(PO4)2"},
      {"HAP", "Ca10(PO4)6(OH)2"},
  }};
  const auto* it = std::ranges::find(kAcronyms, text, [](const auto& pair) { return pair.first; });
  return it == kAcronyms.end() ? std::string_view() : it->second;
}

}  // namespace matroute
