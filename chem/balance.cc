// balance: dopants set aside, every choice of the named gases tried, the cheapest set of gases taken.
#include "chem/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "chem/balance_explain.h"
#include "chem/gas_search.h"

namespace matroute {
namespace {

constexpr int kCostOfKeptReducer = 3;  // of H2 or CO that takes part, beyond the gases
constexpr std::size_t kMaxNamedGases = 9;

// The precursors by the part that they take in the reaction.
struct Cast {
  std::vector<const Formula*> active;
  std::vector<PrecursorTraits> traits;  // of the active ones
  std::vector<std::size_t> named;       // indices into active
  std::vector<std::pair<const Formula*, Rational>> dopants;
};

// An element that a salt of a dopant may hold beside its metal.
bool is_anion(Element element) {
  constexpr std::array kAnions = {Element::F, Element::Cl, Element::Br, Element::I,
                                  Element::S, Element::Se, Element::Te};
  return std::ranges::find(kAnions, element) != kAnions.end();
}

// The mol of a precursor that bring its dopant, 0 where no amount is stated. Empty unless all metals of the precursor
// are dopants that the target's formula names after ':'.
std::optional<Rational> dopant_amount(const Formula& target, const Formula& precursor) {
  std::optional<Rational> amount;
  for (const auto& [element, count] : precursor.composition) {
    if (has(ambient_elements(), element) || target.composition.contains(element)) continue;
    const auto dopant = std::ranges::find(target.dopants, element, &Dopant::element);
    if (dopant == target.dopants.end()) {
      if (is_anion(element)) continue;
      return std::nullopt;
    }
    amount = dopant->amount ? *dopant->amount / count : Rational(0);
  }
  const bool shares_a_metal = std::ranges::any_of(precursor.composition, [&](const ElementAmount& item) {
    return !has(ambient_elements(), item.element) && !is_anion(item.element) &&
           target.composition.contains(item.element);
  });
  return shares_a_metal ? std::nullopt : amount;
}

Cast assign_roles(const Formula& target, std::span<const Formula* const> precursors) {
  Cast cast;
  cast.active.reserve(precursors.size());
  cast.traits.reserve(precursors.size());
  for (const Formula* precursor : precursors) {
    if (!target.dopants.empty()) {
      if (const auto amount = dopant_amount(target, *precursor)) {
        cast.dopants.emplace_back(precursor, *amount);
        continue;
      }
    }
    cast.active.push_back(precursor);
    cast.traits.push_back(traits_of(*precursor));
    if (cast.traits.back().named_gas && cast.named.size() < kMaxNamedGases)
      cast.named.push_back(cast.active.size() - 1);
  }
  return cast;
}

struct Choice {
  BalancedSet balance;
  std::vector<std::size_t> kept;  // indices into Cast::active
  int cost = 0;
};

// The reaction in which the named gases of `mask` take part and the others are set aside.
std::optional<Choice> try_choice(const Formula& target, const Cast& cast, std::uint32_t mask,
                                 AskedAtmosphere atmosphere, SearchEffort& effort) {
  Choice choice;
  std::vector<PrecursorTraits> traits;
  std::vector<const Composition*> compositions;
  choice.kept.reserve(cast.active.size());
  traits.reserve(cast.active.size());
  compositions.reserve(cast.active.size());
  for (std::size_t i = 0; i < cast.active.size(); ++i) {
    const auto named = std::ranges::find(cast.named, i);
    if (named != cast.named.end()) {
      if ((mask >> static_cast<unsigned>(named - cast.named.begin()) & 1U) == 0) continue;
      const GasId id = *cast.traits[i].named_gas;
      if (id == GasId::kAr || id == GasId::kHe) return std::nullopt;
      if (id == GasId::kH2 || id == GasId::kCO) choice.cost += kCostOfKeptReducer;
    }
    choice.kept.push_back(i);
    traits.push_back(cast.traits[i]);
    compositions.push_back(&cast.active[i]->composition);
  }
  if (choice.kept.empty()) return std::nullopt;
  auto balance = cheapest_balance(target.composition, compositions,
                                  gas_offer(target.composition, cast.traits, traits, atmosphere), effort);
  if (!balance) return std::nullopt;
  choice.cost += balance->cost;
  choice.balance = std::move(*balance);
  return choice;
}

std::optional<Choice> best_choice(const Formula& target, const Cast& cast, AskedAtmosphere atmosphere,
                                  SearchEffort& effort) {
  if (cast.named.empty()) return try_choice(target, cast, 0, atmosphere, effort);
  std::vector<std::uint32_t> masks(std::size_t{1} << cast.named.size());
  for (std::uint32_t mask = 0; mask < masks.size(); ++mask) masks[mask] = mask;
  std::ranges::stable_sort(masks, std::greater<>(), [](std::uint32_t m) { return std::popcount(m); });
  std::optional<Choice> best;
  for (const std::uint32_t mask : masks) {
    auto choice = try_choice(target, cast, mask, atmosphere, effort);
    if (choice && (!best || choice->cost < best->cost)) best = std::move(choice);
  }
  return best;
}

// A metal, or an alloy with one, that oxygen at the furnace's heat would turn into its oxide.
bool is_base_metal(const Composition& target) {
  constexpr std::array kNonMetals = {Element::H,  Element::He, Element::B,  Element::C,  Element::N,  Element::O,
                                     Element::F,  Element::Ne, Element::Si, Element::P,  Element::S,  Element::Cl,
                                     Element::Ar, Element::As, Element::Se, Element::Br, Element::Kr, Element::Te,
                                     Element::I,  Element::Xe, Element::At, Element::Rn};
  constexpr std::array kNoble = {Element::Ru, Element::Rh, Element::Pd, Element::Ag, Element::Os,
                                 Element::Ir, Element::Pt, Element::Au, Element::Hg};
  const auto in = [](const auto& list) {
    return [&list](const ElementAmount& item) { return std::ranges::find(list, item.element) != list.end(); };
  };
  return std::ranges::none_of(target, in(kNonMetals)) && !std::ranges::all_of(target, in(kNoble));
}

void add_warnings(const Formula& target, const Cast& cast, const Choice& choice, Reaction& reaction) {
  const Rational atoms = target.composition.total();
  for (const auto& [column, amount] : choice.balance.gases) {
    const Rational share = amount * gas(column.id).composition.total() / atoms;
    if (column.id != GasId::kO2 && share < Rational(1, 1000)) {
      // Without the amount, which the reaction shows: no two targets have the same.
      reaction.warnings.push_back(fmt::format("rounding residue: {}", gas(column.id).formula));
    }
  }
  const bool rich = std::ranges::any_of(choice.kept, [&](std::size_t i) { return cast.traits[i].oxygen_rich; });
  // Hot SO3 comes apart into SO2 and half as much O2.
  Rational unexplained = reaction.oxygen_given_off;
  for (const auto& [column, amount] : choice.balance.gases) {
    if (column.id == GasId::kSO2 && !column.taken_up) unexplained -= amount / Rational(2);
  }
  const bool metal_in_air = reaction.oxygen_given_off.sign() != 0 && is_base_metal(target.composition);
  if ((unexplained.sign() > 0 && !rich) || metal_in_air) reaction.warnings.emplace_back("needs reducing conditions");
  if (reaction.degrees_of_freedom > 0) {
    reaction.warnings.push_back(fmt::format("the amounts are not the only ones: {} degree{} of freedom",
                                            reaction.degrees_of_freedom, reaction.degrees_of_freedom == 1 ? "" : "s"));
  }
}

Reaction build_reaction(const Formula& target, const Cast& cast, const Choice& choice) {
  Reaction reaction;
  reaction.degrees_of_freedom = choice.balance.degrees_of_freedom;
  reaction.components.reserve(cast.active.size() + choice.balance.gases.size() + cast.dopants.size());
  for (std::size_t i = 0; i < choice.kept.size(); ++i) {
    reaction.components.push_back({cast.active[choice.kept[i]]->text, Role::kPrecursor, choice.balance.precursors[i]});
  }
  for (const bool taken_up : {true, false}) {
    for (const auto& [column, amount] : choice.balance.gases) {
      if (column.taken_up != taken_up) continue;
      const Role role = taken_up ? Role::kConsumed : Role::kByproduct;
      reaction.components.push_back({std::string(gas(column.id).formula), role, amount});
      if (column.id == GasId::kO2) reaction.oxygen_given_off = taken_up ? -amount : amount;
    }
  }
  for (const auto& [formula, amount] : cast.dopants)
    reaction.components.push_back({formula->text, Role::kDopant, amount});
  for (std::size_t i = 0; i < cast.active.size(); ++i) {
    if (std::ranges::find(choice.kept, i) != choice.kept.end()) continue;
    reaction.components.push_back({cast.active[i]->text, Role::kMedium, 0});
    reaction.warnings.push_back(fmt::format("{} is a medium: it takes no part in the balance", cast.active[i]->text));
  }
  add_warnings(target, cast, choice, reaction);
  return reaction;
}

// Empty where nothing balances, or nothing was found before the effort was used up.
std::optional<Reaction> best_reaction(const Formula& target, const Cast& cast, AskedAtmosphere atmosphere,
                                      SearchEffort& effort) {
  const auto choice = best_choice(target, cast, atmosphere, effort);
  if (!choice) return std::nullopt;
  Reaction reaction = build_reaction(target, cast, *choice);
  if (effort.used_up()) reaction.warnings.emplace_back("not every choice of gases was tried: there are too many");
  return reaction;
}

void append_term(std::string& text, const ReactionComponent& component) {
  if (component.coefficient != Rational(1)) text += to_fraction_text(component.coefficient) + " ";
  text += component.formula;
}

void append_side(std::string& text, const Reaction& reaction, std::initializer_list<Role> roles, bool first) {
  for (const Role role : roles) {
    for (const ReactionComponent& component : reaction.components) {
      if (component.role != role) continue;
      if (!first) text += " + ";
      first = false;
      append_term(text, component);
    }
  }
}

// The target's text, where the text alone says the composition; else the composition.
std::string target_text(const Formula& target) {
  const bool says_all = target.warnings.empty() && target.variables.empty();
  return says_all ? target.text : to_text(target.composition);
}

}  // namespace

Result<Reaction, Imbalance> balance(const Formula& target, std::span<const Formula* const> precursors,
                                    AskedAtmosphere atmosphere) {
  if (precursors.empty()) return Imbalance{"empty", "there are no precursors"};
  try {
    const Cast cast = assign_roles(target, precursors);
    if (cast.active.empty()) return Imbalance{"missing", "all precursors are dopants; none supplies the target itself"};
    SearchEffort effort;
    if (auto reaction = best_reaction(target, cast, atmosphere, effort)) return *std::move(reaction);
    return explain_imbalance(target, cast.active, cast.traits, atmosphere, effort.used_up());
  } catch (const RationalOverflow&) {
    return Imbalance{"overflow", "the amounts are too large or too finely divided to be balanced exactly"};
  }
}

Result<Reaction, Imbalance> balance(const Formula& target, std::span<const Formula> precursors,
                                    AskedAtmosphere atmosphere) {
  std::vector<const Formula*> pointers;
  pointers.reserve(precursors.size());
  for (const Formula& precursor : precursors) pointers.push_back(&precursor);
  return balance(target, pointers, atmosphere);
}

std::optional<Reaction> balance_if_possible(const Formula& target, std::span<const Formula* const> precursors,
                                            AskedAtmosphere atmosphere) {
  try {
    const Cast cast = assign_roles(target, precursors);
    if (cast.active.empty()) return std::nullopt;
    SearchEffort effort;
    return best_reaction(target, cast, atmosphere, effort);
  } catch (const RationalOverflow&) {
    return std::nullopt;
  }
}

std::string equation_text(const Formula& target, const Reaction& reaction) {
  std::string text;
  append_side(text, reaction, {Role::kPrecursor, Role::kConsumed}, true);
  text += " -> " + target_text(target);
  append_side(text, reaction, {Role::kByproduct}, false);
  return text;
}

}  // namespace matroute
