// Contradictions, and targets beyond every model.
#include "model/counting/refusal.h"

namespace matroute {

std::string refusal(const Target& target, const ElementSet& elements, const MaterialPool& pool,
                    const CountingTables& tables) {
  const Constraints& constraints = pool.constraints();
  if (!pool.contradiction().empty()) return pool.contradiction();
  if (source_elements(elements).none()) {
    return target.text() + " holds only H, C, N and O; the model knows routes to inorganic compounds";
  }
  const ElementSet forbidden = constraints.forbidden_elements & elements;
  if (forbidden.any()) return element_list(forbidden) + " is forbidden, but " + target.text() + " holds it";
  if (constraints.method && !tables.has_method(*constraints.method)) {
    return "the model was trained on no " + std::string(name(*constraints.method)) + " recipes";
  }
  return {};
}

std::string no_precursor(const Target& target, Element element, const PrecursorsOfElement& precursors,
                         const MaterialPool& pool) {
  const std::string what = "precursor of " + std::string(symbol(element));
  if (!precursors.known) return (pool.has_stock() ? "the stock holds no " : "the model knows no ") + what;
  if (precursors.forbidden) return "every usable " + what + " is forbidden";
  return "every known " + what + " brings elements that " + target.text() + " does not hold";
}

}  // namespace matroute
