// Masses from amounts and molar masses.
#include "predict/report/weighing.h"

#include "chem/formula.h"
#include "chem/periodic_table.h"

namespace matroute {

std::optional<double> mass_g(const std::string& formula, const Rational& amount_mol) {
  if (amount_mol.sign() == 0) return std::nullopt;
  const auto parsed = parse_formula(formula);
  if (!parsed) return std::nullopt;
  return molar_mass_g_mol(parsed->composition) * amount_mol.to_double();
}

std::optional<double> mass_g(const ReactionComponent& component) {
  const Rational& amount_mol = component.coefficient;
  if (!(component.molar_mass_g_mol > 0)) return mass_g(component.formula, amount_mol);
  if (amount_mol.sign() == 0) return std::nullopt;
  return component.molar_mass_g_mol * amount_mol.to_double();
}

std::optional<double> mass_g(const TargetResult& target) {
  if (target.molar_mass_g_mol > 0) return target.molar_mass_g_mol;
  return mass_g(target.formula, 1);
}

std::vector<WeighedComponent> weigh(const Route& route) {
  std::vector<WeighedComponent> weighed;
  for (const ReactionComponent& component : route.components) {
    if (component.role == Role::kConsumed || component.role == Role::kByproduct) continue;
    weighed.push_back({&component, mass_g(component)});
  }
  return weighed;
}

}  // namespace matroute
