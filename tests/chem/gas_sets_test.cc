// Sets of gases: their order, and those that cannot be.
#include "chem/gas_sets.h"

#include <gtest/gtest.h>

#include <bit>

namespace matroute {
namespace {

GasOffer offer_of(std::vector<GasColumn> columns) {
  GasOffer offer;
  offer.columns = std::move(columns);
  return offer;
}

bool has_set(const GasOffer& offer, std::uint32_t columns) {
  return std::ranges::any_of(gas_sets_of(offer), [&](const GasSet& set) { return set.columns == columns; });
}

TEST(GasSetsTest, CheapestThenFewestThenListOrder) {
  const GasOffer offer =
      offer_of({{GasId::kO2, false, 1}, {GasId::kCO2, false, 1}, {GasId::kH2O, false, 1}, {GasId::kHCl, false, 2}});
  const auto& sets = gas_sets_of(offer);
  ASSERT_GE(sets.size(), 6U);
  EXPECT_EQ(sets[0].columns, 0U);
  EXPECT_EQ(sets[1].columns, 1U);
  EXPECT_EQ(sets[2].columns, 2U);
  EXPECT_EQ(sets[3].columns, 4U);
  EXPECT_EQ(sets[4].columns, 8U) << "one gas of cost 2 before two gases of cost 1";
  EXPECT_EQ(sets[5].columns, 3U);
  for (std::size_t i = 1; i < sets.size(); ++i) EXPECT_LE(sets[i - 1].cost, sets[i].cost);
}

TEST(GasSetsTest, BoundedByNumberAndCost) {
  std::vector<GasColumn> columns;
  for (int i = 0; i < 8; ++i) columns.push_back({static_cast<GasId>(i), false, 4});
  GasOffer offer = offer_of(columns);
  for (const GasSet& set : gas_sets_of(offer)) EXPECT_LE(set.cost, 16);
  for (GasColumn& column : offer.columns) column.cost = 1;
  int largest = 0;
  for (const GasSet& set : gas_sets_of(offer)) largest = std::max(largest, std::popcount(set.columns));
  EXPECT_EQ(largest, kMaxGases);
}

TEST(GasSetsTest, GasesThatWouldReactDoNotLeaveTogether) {
  for (const GasId id : {GasId::kCO, GasId::kH2, GasId::kH2S}) {
    EXPECT_FALSE(has_set(offer_of({{GasId::kO2, false, 1}, {id, false, 1}}), 3)) << gas(id).formula;
    EXPECT_TRUE(has_set(offer_of({{GasId::kO2, true, 1}, {id, false, 1}}), 3)) << "oxygen taken up is another matter";
  }
  EXPECT_FALSE(has_set(offer_of({{GasId::kCO2, false, 1}, {GasId::kH2, false, 1}}), 3));
  EXPECT_TRUE(has_set(offer_of({{GasId::kCO2, false, 1}, {GasId::kCO, false, 1}}), 3));
  EXPECT_TRUE(has_set(offer_of({{GasId::kO2, false, 1}, {GasId::kSO2, false, 1}}), 3)) << "hot SO3 comes apart";
}

TEST(GasSetsTest, NoGasGoesInAndOutAtOnce) {
  EXPECT_FALSE(has_set(offer_of({{GasId::kO2, false, 1}, {GasId::kO2, true, 1}}), 3));
}

TEST(GasSetsTest, CheapWaterNeedsAnAcid) {
  GasOffer offer = offer_of({{GasId::kHCl, false, 3}, {GasId::kH2O, true, 2}});
  offer.cheap_hydrolysis = true;
  EXPECT_FALSE(has_set(offer, 2));
  EXPECT_TRUE(has_set(offer, 3));
  offer.cheap_hydrolysis = false;
  EXPECT_TRUE(has_set(offer, 2)) << "the two offers are told apart, also by the cache";
}

}  // namespace
}  // namespace matroute
