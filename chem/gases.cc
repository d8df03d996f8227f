// Gases and their costs.
#include "chem/gases.h"

#include <algorithm>
#include <array>
#include <limits>

namespace matroute {
namespace {

constexpr int kBarred = std::numeric_limits<std::int8_t>::max();
constexpr int kUsualLimit = 16;
constexpr int kReductantLimit = 24;

bool has(const ElementSet& set, Element e) { return set.test(atomic_number(e)); }

bool has_halogen(const ElementSet& set) {
  return has(set, Element::F) || has(set, Element::Cl) || has(set, Element::Br) || has(set, Element::I);
}

// The valence that an element usually has in precursors; only the sum over a compound matters here.
int common_valence(Element element) {
  switch (element) {
    using enum Element;
    case F: case Cl: case Br: case I: case At: return -1;
    case H: case Li: case Na: case K: case Rb: case Cs: case Fr: case Ag: case Tl: return 1;
    case Be: case Mg: case Ca: case Sr: case Ba: case Ra: case Zn: case Cd: case Hg: return 2;
    case Mn: case Co: case Ni: case Cu: case Pb: case Pd: return 2;
    case C: case Si: case Ge: case Sn: case Ti: case Zr: case Hf: case Th: case Ru: case Os: case Ir: case Pt: case Pu: return 4;
    case P: case As: case Sb: case V: case Nb: case Ta: case Pa: case Np: return 5;
    case S: case Se: case Te: case Mo: case W: case U: return 6;
    case Tc: case Re: return 7;
    default: return 3;  // B, Al, Ga, In, Bi, Sc, Y, the lanthanides, Cr, Fe, Rh, Au and the rest
  }
}

// Twice the oxygen less what hydrogen and the other elements bind; nitrogen is left out.
Rational oxygen_excess(const Composition& composition) {
  Rational excess;
  for (const auto& [element, amount] : composition) {
    if (element == Element::N) continue;
    excess += amount * Rational(element == Element::O ? 2 : -common_valence(element));
  }
  return excess;
}

// The costs of one reaction's gases, rule by rule.
class CostTable {
 public:
  CostTable(const Composition& target, std::span<const PrecursorTraits> all, std::span<const PrecursorTraits> kept,
            Atmosphere atmosphere)
      : target_(target.elements()), all_(all), kept_(kept), atmosphere_(atmosphere) {
    for (const PrecursorTraits& p : kept_) supplied_ |= p.elements;
    for (const PrecursorTraits& p : all_) {
      if (!p.named_gas) solid_ |= p.elements;
    }
  }

  GasOffer offer() {
    nitrogen();
    taken_up();
    reductants();
    carbothermal();
    atmosphere();
    without_oxygen();
    named_gases();
    return collect();
  }

 private:
  int& off(GasId id) { return off_[static_cast<std::size_t>(id)]; }
  int& up(GasId id) { return up_[static_cast<std::size_t>(id)]; }

  bool any(bool PrecursorTraits::*trait, std::span<const PrecursorTraits> of) const {
    return std::ranges::any_of(of, [&](const PrecursorTraits& p) { return p.*trait; });
  }
  bool is_named(GasId id, std::span<const PrecursorTraits> of) const {
    return std::ranges::any_of(of, [&](const PrecursorTraits& p) { return p.named_gas == id; });
  }

  void nitrogen() {
    const bool nitrate = any(&PrecursorTraits::nitrate, kept_);
    const bool amine = std::ranges::any_of(kept_, [](const auto& p) { return p.amine && !p.named_gas; });
    if (nitrate) {
      off(GasId::kNO2) = 2;
    } else {
      off(GasId::kNO2) = off(GasId::kNO) = kBarred;
    }
    off(GasId::kNH3) = amine ? 2 : kBarred;
    if (any(&PrecursorTraits::nitride, kept_)) off(GasId::kN2) = 2;
    if (nitrate && amine) {
      off(GasId::kN2) = 1;
      off(GasId::kNH3) = 4;
    }
  }

  void taken_up() {
    up(GasId::kO2) = 1;
    if (has(target_, Element::H)) {
      up(GasId::kH2O) = has(target_, Element::O) ? 1 : 6;
      up(GasId::kH2) = 6;
    }
    if (has(target_, Element::N)) up(GasId::kN2) = 6;
    if (has(target_, Element::C)) up(GasId::kCO2) = 6;
    const bool halide = has(solid_, Element::F) || has(solid_, Element::Cl) || has(solid_, Element::Br);
    if (halide && has(target_, Element::O) && up(GasId::kH2O) == kBarred) {
      up(GasId::kH2O) = 2;
      offer_.cheap_hydrolysis = true;
    }
  }

  void reductants() {
    if (!any(&PrecursorTraits::reductant, all_)) return;
    off(GasId::kO2) = 12;
    off(GasId::kSO2) = 1;
    limit_ = kReductantLimit;
    for (const auto& [id, element] : {std::pair{GasId::kSeO2, Element::Se}, std::pair{GasId::kTeO2, Element::Te},
                                      std::pair{GasId::kB2O2, Element::B}}) {
      const bool elemental = std::ranges::any_of(
          kept_, [e = element](const PrecursorTraits& p) { return p.elements.count() == 1 && has(p.elements, e); });
      if (elemental) off(id) = 4;
    }
  }

  void carbothermal() {
    if (has(target_, Element::O) || !any(&PrecursorTraits::carbon_reductant, kept_)) return;
    off(GasId::kCO) = 1;
    off(GasId::kCO2) = 2;
    off(GasId::kO2) = up(GasId::kO2) = kBarred;
  }

  void atmosphere() {
    const bool bars_oxygen = is_named(GasId::kH2, all_) || is_named(GasId::kCO, all_) || is_named(GasId::kNH3, kept_);
    if (bars_oxygen || atmosphere_ == Atmosphere::kInert || atmosphere_ == Atmosphere::kReducing) up(GasId::kO2) = kBarred;
    if (atmosphere_ != Atmosphere::kReducing) return;
    up(GasId::kH2) = 1;
    if (off(GasId::kO2) != kBarred) off(GasId::kO2) = 12;
    limit_ = kReductantLimit;
  }

  void without_oxygen() {
    if (has(target_, Element::O) || has(solid_, Element::O)) return;
    off(GasId::kH2O) = kBarred;
    offer_.oxygen_is_residue = true;
  }

  // A gas that takes part as a precursor is no column.
  void named_gases() {
    for (const PrecursorTraits& p : kept_) {
      if (p.named_gas) off(*p.named_gas) = up(*p.named_gas) = kBarred;
    }
  }

  GasOffer collect() {
    offer_.cost_limit = static_cast<std::int8_t>(limit_);
    ElementSet supplied = supplied_;
    for (std::size_t i = 0; i < up_.size(); ++i) {
      if (up_[i] != kBarred) supplied |= gas(static_cast<GasId>(i)).composition.elements();
    }
    for (std::size_t i = 0; i < off_.size(); ++i) {
      const ElementSet needed = gas(static_cast<GasId>(i)).composition.elements();
      if (off_[i] <= limit_ && (needed & ~supplied).none()) add(i, false, off_[i]);
    }
    // What is taken up goes into the target or leaves with something that only the precursors bring.
    for (std::size_t i = 0; i < up_.size(); ++i) {
      if (up_[i] <= limit_) add(i, true, up_[i]);
    }
    return std::move(offer_);
  }

  void add(std::size_t id, bool is_taken_up, int cost) {
    offer_.columns.push_back({static_cast<GasId>(id), is_taken_up, static_cast<std::int8_t>(cost)});
  }

  ElementSet target_;
  std::span<const PrecursorTraits> all_;
  std::span<const PrecursorTraits> kept_;
  Atmosphere atmosphere_;
  ElementSet supplied_;  // by the precursors that take part
  ElementSet solid_;     // by the precursors that are no named gases
  int limit_ = kUsualLimit;
  GasOffer offer_;
  // In the order of GasId.
  std::array<int, 19> off_ = {1, 1, 1, 3, 3, 3, 3, 3, 5, 5, 6, 6, 8, 8, 4, 9, kBarred, kBarred, kBarred};
  std::array<int, 19> up_ = [] {
    std::array<int, 19> costs{};
    costs.fill(kBarred);
    return costs;
  }();
};

}  // namespace

const Gas& gas(GasId id) {
  using enum Element;
  static const std::array<Gas, 21> kGases = {{
      {"O2", {{O, 2}}},
      {"CO2", {{C, 1}, {O, 2}}},
      {"H2O", {{H, 2}, {O, 1}}},
      {"HCl", {{H, 1}, {Cl, 1}}},
      {"HF", {{H, 1}, {F, 1}}},
      {"HBr", {{H, 1}, {Br, 1}}},
      {"SO2", {{S, 1}, {O, 2}}},
      {"SO3", {{S, 1}, {O, 3}}},
      {"Cl2", {{Cl, 2}}},
      {"H2S", {{H, 2}, {S, 1}}},
      {"CO", {{C, 1}, {O, 1}}},
      {"H2", {{H, 2}}},
      {"NH3", {{N, 1}, {H, 3}}},
      {"NO2", {{N, 1}, {O, 2}}},
      {"N2", {{N, 2}}},
      {"NO", {{N, 1}, {O, 1}}},
      {"SeO2", {{Se, 1}, {O, 2}}},
      {"TeO2", {{Te, 1}, {O, 2}}},
      {"B2O2", {{B, 2}, {O, 2}}},
      {"Ar", {{Ar, 1}}},
      {"He", {{He, 1}}},
  }};
  return kGases[static_cast<std::size_t>(id)];
}

std::optional<GasId> named_gas(const Composition& composition) {
  if (composition.size() > 2) return std::nullopt;
  for (const GasId id : {GasId::kO2, GasId::kH2, GasId::kN2, GasId::kCO2, GasId::kH2O, GasId::kNH3, GasId::kCO, GasId::kAr, GasId::kHe}) {
    if (composition.reduced() == gas(id).composition.reduced()) return id;
  }
  return std::nullopt;
}

PrecursorTraits traits_of(const Composition& precursor) {
  PrecursorTraits traits;
  traits.elements = precursor.elements();
  traits.named_gas = named_gas(precursor);
  const auto holds = [&](Element e) { return has(traits.elements, e); };
  traits.oxygen_rich = holds(Element::O) && oxygen_excess(precursor).sign() > 0;
  if (holds(Element::N)) {
    traits.nitrate = traits.oxygen_rich;
    traits.amine = !traits.nitrate && holds(Element::H);
    traits.nitride = !holds(Element::O) && !holds(Element::H);
  }
  const bool bound_nitrogen = holds(Element::N) && !holds(Element::H) && !holds(Element::S) && !holds(Element::Se) && !holds(Element::C);
  const bool inert_gas = traits.named_gas == GasId::kAr || traits.named_gas == GasId::kHe;
  traits.reductant = (!holds(Element::O) && !has_halogen(traits.elements) && !bound_nitrogen && !inert_gas) ||
                     traits.named_gas == GasId::kCO;
  traits.carbon_reductant = holds(Element::C) && !holds(Element::O) && !holds(Element::H);
  return traits;
}

GasOffer gas_offer(const Composition& target, std::span<const PrecursorTraits> all,
                   std::span<const PrecursorTraits> kept, Atmosphere atmosphere) {
  return CostTable(target, all, kept, atmosphere).offer();
}

}  // namespace matroute
