// Contradictions, and targets beyond every model.
#include "model/counting/refusal.h"

#include "model/search/anion_context.h"

namespace matroute {

std::string element_list(const ElementSet& elements) {
  std::string text;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (elements.test(e)) text += (text.empty() ? "" : ", ") + std::string(symbol(static_cast<Element>(e)));
  }
  return text;
}

std::string refusal(const Formula& target, const ElementSet& elements, const MaterialPool& pool,
                    const CountingTables& tables) {
  const Constraints& constraints = pool.constraints();
  if (!pool.contradiction().empty()) return pool.contradiction();
  if (source_elements(elements).none()) {
    return target.text + " holds only H, C, N and O; the model knows routes to inorganic compounds";
  }
  const ElementSet forbidden = constraints.forbidden_elements & elements;
  if (forbidden.any()) return element_list(forbidden) + " is forbidden, but " + target.text + " holds it";
  if (constraints.method && !tables.has_method(*constraints.method)) {
    return "the model was trained on no " + std::string(name(*constraints.method)) + " recipes";
  }
  return {};
}

}  // namespace matroute
