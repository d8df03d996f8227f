// Why a target, or one of its elements, is not searched.
#include "model/counting/refusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/counting/small_model.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

class Refusal : public testing::Test {
 protected:
  std::string of(const std::string& text, const Constraints& constraints = {}) const {
    const Target target = testing_targets::target_of(text);
    return refusal(target, target.elements, MaterialPool(counts_.vocabulary, constraints), counts_.tables);
  }
  std::string no_titanium(const PrecursorsOfElement& precursors, const Constraints& constraints = {}) const {
    const Target target = testing_targets::target_of("BaTiO3");
    return no_precursor(target, Element::Ti, precursors, MaterialPool(counts_.vocabulary, constraints));
  }

  Counts counts_{testing_models::barium_titanate_data(), "test"};
};

TEST_F(Refusal, NothingStandsAgainstAnOrdinaryTarget) { EXPECT_EQ(of("BaTiO3"), ""); }

TEST_F(Refusal, OrganicTargetsForbiddenElementsAndUnknownMethodsAreTold) {
  EXPECT_THAT(of("CO(NH2)2"), testing::HasSubstr("only H, C, N and O"));
  Constraints constraints;
  constraints.forbidden_elements.set(atomic_number(Element::Ba));
  EXPECT_EQ(of("BaTiO3", constraints), "Ba is forbidden, but BaTiO3 holds it");
  constraints = {};
  constraints.method = Method::kOther;
  EXPECT_EQ(of("BaTiO3", constraints), "the model was trained on no other recipes");
}

TEST_F(Refusal, AnElementWithoutPrecursorSaysWhy) {
  EXPECT_EQ(no_titanium({.known = false, .forbidden = false}), "the model knows no precursor of Ti");
  EXPECT_EQ(no_titanium({.known = true, .forbidden = true}), "every usable precursor of Ti is forbidden");
  EXPECT_EQ(no_titanium({.known = true, .forbidden = false}),
            "every known precursor of Ti brings elements that BaTiO3 does not hold");
  Constraints constraints;
  constraints.stock.emplace();
  EXPECT_EQ(no_titanium({.known = false, .forbidden = false}, constraints), "the stock holds no precursor of Ti");
}

}  // namespace
}  // namespace matroute
