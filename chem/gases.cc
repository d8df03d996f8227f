// The table of gases.
#include "chem/gases.h"

#include <algorithm>
#include <array>

namespace matroute {

namespace {

const std::array<Gas, 21>& all_gases() {
  using enum Element;
  static const std::array<Gas, 21> gases = {{
      {"O2", {{O, 2}}},           {"CO2", {{C, 1}, {O, 2}}},   {"H2O", {{H, 2}, {O, 1}}},
      {"HCl", {{H, 1}, {Cl, 1}}}, {"HF", {{H, 1}, {F, 1}}},    {"HBr", {{H, 1}, {Br, 1}}},
      {"SO2", {{S, 1}, {O, 2}}},  {"SO3", {{S, 1}, {O, 3}}},   {"Cl2", {{Cl, 2}}},
      {"H2S", {{H, 2}, {S, 1}}},  {"CO", {{C, 1}, {O, 1}}},    {"H2", {{H, 2}}},
      {"NH3", {{N, 1}, {H, 3}}},  {"NO2", {{N, 1}, {O, 2}}},   {"N2", {{N, 2}}},
      {"NO", {{N, 1}, {O, 1}}},   {"SeO2", {{Se, 1}, {O, 2}}}, {"TeO2", {{Te, 1}, {O, 2}}},
      {"B2O2", {{B, 2}, {O, 2}}}, {"Ar", {{Ar, 1}}},           {"He", {{He, 1}}},
  }};
  return gases;
}

}  // namespace

const Gas& gas(GasId id) { return all_gases()[static_cast<std::size_t>(id)]; }

std::optional<GasId> gas_by_formula(std::string_view formula) {
  const auto& gases = all_gases();
  const auto found = std::ranges::find(gases, formula, &Gas::formula);
  if (found == gases.end()) return std::nullopt;
  return static_cast<GasId>(found - gases.begin());
}

const ElementSet& gas_elements() {
  static const ElementSet elements = [] {
    ElementSet set;
    for (std::size_t id = 0; id <= static_cast<std::size_t>(GasId::kNO); ++id)
      set |= gas(static_cast<GasId>(id)).elements;
    return set;
  }();
  return elements;
}

std::optional<GasId> named_gas(const Composition& composition) {
  if (composition.empty() || composition.size() > 2) return std::nullopt;
  const ElementAmount& first = *composition.begin();
  for (const GasId id : {GasId::kO2, GasId::kH2, GasId::kN2, GasId::kCO2, GasId::kH2O, GasId::kNH3, GasId::kCO,
                         GasId::kAr, GasId::kHe}) {
    const Composition& pattern = gas(id).composition;
    if (pattern.size() != composition.size() || !pattern.contains(first.element)) continue;
    const bool same_ratio = std::ranges::all_of(composition, [&](const ElementAmount& item) {
      return item.amount * pattern.amount(first.element) == pattern.amount(item.element) * first.amount;
    });
    if (same_ratio) return id;
  }
  return std::nullopt;
}

}  // namespace matroute
