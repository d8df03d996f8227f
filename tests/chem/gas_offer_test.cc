// The costs of gases, rule by rule: docs/balancing.md has the rules in words.
#include "chem/gas_offer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/chem/csv_table.h"

namespace matroute {
namespace {

constexpr int kNotOffered = -1;

// The offer for a target and ';'-joined precursors; those behind '|' are set aside.
class Offer {
 public:
  Offer(const std::string& target, const std::string& precursors,
        AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated)
      : target_(parse_formula_or_throw(target).composition) {
    const std::size_t bar = precursors.find('|');
    for (const std::string& text : split(precursors.substr(0, bar), ';'))
      kept_.push_back(traits_of(parse_formula_or_throw(text)));
    all_ = kept_;
    if (bar != std::string::npos) {
      for (const std::string& text : split(precursors.substr(bar + 1), ';'))
        all_.push_back(traits_of(parse_formula_or_throw(text)));
    }
    offer_ = gas_offer(target_, all_, kept_, atmosphere);
  }

  int off(GasId id) const { return cost(id, false); }
  int up(GasId id) const { return cost(id, true); }
  int limit() const { return offer_.cost_limit; }
  const GasOffer& get() const { return offer_; }

 private:
  int cost(GasId id, bool taken_up) const {
    for (const GasColumn& column : offer_.columns) {
      if (column.id == id && column.taken_up == taken_up) return column.cost;
    }
    return kNotOffered;
  }

  Composition target_;
  std::vector<PrecursorTraits> kept_;
  std::vector<PrecursorTraits> all_;
  GasOffer offer_;
};

TEST(GasOfferTest, UsualCosts) {
  const Offer offer("BaTiO3", "BaCO3;TiCl4;Al2(SO4)3;HF;NaBr;Mg(OH)2");
  EXPECT_EQ(offer.off(GasId::kO2), 1);
  EXPECT_EQ(offer.off(GasId::kCO2), 1);
  EXPECT_EQ(offer.off(GasId::kH2O), 1);
  EXPECT_EQ(offer.off(GasId::kHCl), 3);
  EXPECT_EQ(offer.off(GasId::kHF), 3);
  EXPECT_EQ(offer.off(GasId::kHBr), 3);
  EXPECT_EQ(offer.off(GasId::kSO2), 3);
  EXPECT_EQ(offer.off(GasId::kSO3), 3);
  EXPECT_EQ(offer.off(GasId::kCl2), 5);
  EXPECT_EQ(offer.off(GasId::kH2S), 5);
  EXPECT_EQ(offer.off(GasId::kCO), 6);
  EXPECT_EQ(offer.off(GasId::kSeO2), kNotOffered);
  EXPECT_EQ(offer.up(GasId::kO2), 1);
  EXPECT_EQ(offer.up(GasId::kN2), kNotOffered);
  EXPECT_EQ(offer.limit(), 16);
}

TEST(GasOfferTest, OnlyGasesWhoseElementsAreThere) {
  const Offer offer("MgAl2O4", "MgO;Al2O3");
  EXPECT_EQ(offer.get().columns.size(), 2U) << "O2 in and out, nothing else";
}

TEST(GasOfferTest, CarbonMonoxideBeforeHydrogen) {
  const Offer offer("CaO", "CaC2O4·H2O");
  EXPECT_EQ(offer.off(GasId::kCO), 6);
  EXPECT_EQ(offer.off(GasId::kH2), 6);
  EXPECT_LT(GasId::kCO, GasId::kH2) << "at the same cost the order of the list decides";
}

TEST(GasOfferTest, NitrogenGoesByItsPrecursor) {
  const Offer nitrate("Fe2O3", "Fe(NO3)3·9H2O");
  EXPECT_EQ(nitrate.off(GasId::kNO2), 2);
  EXPECT_EQ(nitrate.off(GasId::kNO), 9);
  EXPECT_EQ(nitrate.off(GasId::kN2), 4);
  EXPECT_EQ(nitrate.off(GasId::kNH3), kNotOffered);
  const Offer ammonium("V2O5", "NH4VO3");
  EXPECT_EQ(ammonium.off(GasId::kNH3), 2);
  EXPECT_EQ(ammonium.off(GasId::kNO2), kNotOffered);
  EXPECT_EQ(ammonium.off(GasId::kNO), kNotOffered);
  const Offer both("Al2O3", "Al(NO3)3·9H2O;CO(NH2)2");
  EXPECT_EQ(both.off(GasId::kN2), 1);
  EXPECT_EQ(both.off(GasId::kNH3), 4);
  EXPECT_EQ(Offer("Na", "NaN3").off(GasId::kN2), 2);
  EXPECT_EQ(Offer("GaN", "Ga2O3;NH3").off(GasId::kNH3), kNotOffered) << "ammonia that is named gives none off";
}

TEST(GasOfferTest, TakenUpOnlyWhereTheTargetHoldsTheElement) {
  const Offer hydroxide("Ca(OH)2", "CaO");
  EXPECT_EQ(hydroxide.up(GasId::kH2O), 1);
  EXPECT_EQ(hydroxide.up(GasId::kH2), 6);
  EXPECT_EQ(Offer("MgH2", "Mg").up(GasId::kH2O), 6);
  EXPECT_EQ(Offer("MgH2", "Mg").up(GasId::kH2), 6);
  EXPECT_EQ(Offer("Si3N4", "Si").up(GasId::kN2), 6);
  EXPECT_EQ(Offer("CaCO3", "CaO").up(GasId::kCO2), 6);
  const Offer oxide("BaTiO3", "BaO;TiO2");
  for (const GasId id : {GasId::kH2O, GasId::kH2, GasId::kN2, GasId::kCO2}) EXPECT_EQ(oxide.up(id), kNotOffered);
}

TEST(GasOfferTest, WaterHydrolysesHalides) {
  const Offer chloride("SnO2", "SnCl4");
  EXPECT_EQ(chloride.up(GasId::kH2O), 2);
  EXPECT_TRUE(chloride.get().cheap_hydrolysis);
  EXPECT_EQ(Offer("AgI", "AgI;O2").up(GasId::kH2O), kNotOffered) << "iodides are not hydrolysed";
  EXPECT_EQ(Offer("SnF2", "SnCl2").up(GasId::kH2O), kNotOffered) << "the target holds no oxygen";
}

TEST(GasOfferTest, OxygenIsDearBesideAReductant) {
  const Offer sulfur("MoS2", "MoO3;S");
  EXPECT_EQ(sulfur.off(GasId::kO2), 12);
  EXPECT_EQ(sulfur.off(GasId::kSO2), 1);
  EXPECT_EQ(sulfur.limit(), 24);
  EXPECT_EQ(Offer("MoSe2", "MoO3;Se").off(GasId::kSeO2), 4);
  EXPECT_EQ(Offer("Bi2Te3", "Bi2O3;Te").off(GasId::kTeO2), 4);
  EXPECT_EQ(Offer("LaB6", "La2O3;B").off(GasId::kB2O2), 4);
  EXPECT_EQ(Offer("LaB6", "La2O3;LaB4").off(GasId::kB2O2), kNotOffered) << "only elements burn off like this";
  EXPECT_EQ(Offer("BaTiO3", "BaCO3;TiO2|H2").off(GasId::kO2), 12) << "a reductant counts even when set aside";
}

TEST(GasOfferTest, CarbothermalReductionGivesCarbonMonoxide) {
  const Offer offer("TiC", "TiO2;C");
  EXPECT_EQ(offer.off(GasId::kCO), 1);
  EXPECT_EQ(offer.off(GasId::kCO2), 2);
  EXPECT_EQ(offer.off(GasId::kO2), kNotOffered);
  EXPECT_EQ(offer.up(GasId::kO2), kNotOffered);
  const Offer oxide("LiFePO4", "FePO4;Li2CO3;C");
  EXPECT_EQ(oxide.off(GasId::kCO2), 1) << "a target with oxygen: carbon leaves as CO2";
  EXPECT_EQ(oxide.off(GasId::kCO), 6);
}

TEST(GasOfferTest, Atmospheres) {
  EXPECT_EQ(Offer("CoO", "CoC2O4").up(GasId::kO2), 1);
  EXPECT_EQ(Offer("CoO", "CoC2O4", AskedAtmosphere::kOxidising).up(GasId::kO2), 1);
  EXPECT_EQ(Offer("CoO", "CoC2O4", AskedAtmosphere::kInert).up(GasId::kO2), kNotOffered);
  const Offer reducing("LaVO3", "La2O3;V2O5", AskedAtmosphere::kReducing);
  EXPECT_EQ(reducing.up(GasId::kO2), kNotOffered);
  EXPECT_EQ(reducing.up(GasId::kH2), 1);
  EXPECT_EQ(reducing.off(GasId::kO2), 12);
  EXPECT_EQ(reducing.off(GasId::kH2O), 1) << "hydrogen of the atmosphere leaves as water";
  EXPECT_EQ(reducing.limit(), 24);
}

TEST(GasOfferTest, NamedGases) {
  const Offer kept("W", "WO3;H2");
  EXPECT_EQ(kept.off(GasId::kH2), kNotOffered) << "a gas that takes part is no column";
  EXPECT_EQ(kept.up(GasId::kO2), kNotOffered) << "no oxygen is taken up where hydrogen is named";
  EXPECT_EQ(Offer("BaTiO3", "BaCO3;TiO2|H2").up(GasId::kO2), kNotOffered);
  EXPECT_EQ(Offer("BaTiO3", "BaCO3;TiO2|CO").up(GasId::kO2), kNotOffered);
  EXPECT_EQ(Offer("TaON", "Ta2O5;NH3").up(GasId::kO2), kNotOffered);
  EXPECT_EQ(Offer("BaTiO3", "BaCO3;TiO2|NH3").up(GasId::kO2), 1) << "ammonia bars oxygen only where it takes part";
  EXPECT_EQ(Offer("BaTiO3", "BaCO3;TiO2|N2").up(GasId::kO2), 1);
}

TEST(GasOfferTest, WithoutOxygenAnywhere) {
  const Offer offer("GaN", "Ga;NH3");
  EXPECT_EQ(offer.off(GasId::kH2O), kNotOffered);
  EXPECT_TRUE(offer.get().oxygen_is_residue);
  EXPECT_FALSE(Offer("GaN", "Ga2O3;NH3").get().oxygen_is_residue);
}

}  // namespace
}  // namespace matroute
