// Gases and their costs, rule by rule.
#include "chem/gas_offer.h"

#include <algorithm>
#include <array>
#include <limits>

namespace matroute {
namespace {

constexpr int kBarred = std::numeric_limits<std::int8_t>::max();
constexpr int kUsualLimit = 16;
constexpr int kChlorineBesideHydrogen = 9;
constexpr int kReductantLimit = 24;

// The costs of one reaction's gases, rule by rule.
class CostTable {
 public:
  CostTable(const Composition& target, std::span<const PrecursorTraits> all, std::span<const PrecursorTraits> kept,
            AskedAtmosphere atmosphere)
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
    if (bars_oxygen || atmosphere_ == AskedAtmosphere::kInert || atmosphere_ == AskedAtmosphere::kReducing)
      up(GasId::kO2) = kBarred;
    // Beside H2 chlorine leaves as HCl, though H2 that takes part costs 3 more.
    if (is_named(GasId::kH2, all_)) off(GasId::kCl2) = kChlorineBesideHydrogen;
    if (atmosphere_ != AskedAtmosphere::kReducing) return;
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
      // Ar and He have no costs: they never take part.
      if (p.named_gas && static_cast<std::size_t>(*p.named_gas) < off_.size())
        off(*p.named_gas) = up(*p.named_gas) = kBarred;
    }
  }

  GasOffer collect() {
    offer_.cost_limit = static_cast<std::int8_t>(limit_);
    offer_.columns.reserve(off_.size());
    ElementSet supplied = supplied_;
    for (std::size_t i = 0; i < up_.size(); ++i) {
      if (up_[i] != kBarred) supplied |= gas(static_cast<GasId>(i)).elements;
    }
    for (std::size_t i = 0; i < off_.size(); ++i) {
      const ElementSet needed = gas(static_cast<GasId>(i)).elements;
      if (off_[i] <= limit_ && (needed & ~supplied).none()) add(i, false, off_[i]);
    }
    // A gas that is taken up goes into the target or leaves with an element that only the precursors bring.
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
  AskedAtmosphere atmosphere_;
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

GasOffer gas_offer(const Composition& target, std::span<const PrecursorTraits> all,
                   std::span<const PrecursorTraits> kept, AskedAtmosphere atmosphere) {
  return CostTable(target, all, kept, atmosphere).offer();
}

}  // namespace matroute
