// Masses to weigh for a route, in g for 1 mol of product.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/results/route.h"

namespace matroute {

// Mass in g of an amount in mol; empty where the amount is 0 (not stated) or the formula cannot be read.
std::optional<double> mass_g(const std::string& formula, const Rational& amount_mol);
// Mass in g for 1 mol of product, from the component's own molar mass where that is known.
std::optional<double> mass_g(const ReactionComponent& component);

// Mass in g of 1 mol of the target, from its own molar mass where that is known; empty where its formula cannot be
// read.
std::optional<double> mass_g(const TargetResult& target);

struct WeighedComponent {
  const ReactionComponent* component = nullptr;  // of the route
  std::optional<double> mass_g;                  // for 1 mol of product; empty where it is not known
};

// The components that are weighed in by hand, in the order of the route: precursors, dopants and media, but no gases.
std::vector<WeighedComponent> weigh(const Route& route);

}  // namespace matroute
