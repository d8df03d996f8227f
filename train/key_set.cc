// Recipes and routes to key sets.
#include "train/key_set.h"

#include <algorithm>

#include "chem/formula.h"

namespace matroute {

KeySet make_key_set(std::vector<CompositionKey> keys) {
  std::erase_if(keys, [](const CompositionKey& key) { return is_common_gas(key); });
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Result<KeySet, std::string> recorded_set(const Recipe& recipe) {
  std::vector<CompositionKey> keys;
  for (const std::string& precursor : recipe.precursors) {
    const auto formula = parse_formula(precursor);
    if (!formula) return precursor + ": " + formula.error().message;
    keys.push_back(key_of(*formula));
  }
  return make_key_set(std::move(keys));
}

KeySet precursors_of(const Route& route) {
  std::vector<CompositionKey> keys;
  for (const ReactionComponent& component : route.components) {
    const bool named =
        component.role == Role::kPrecursor || component.role == Role::kMedium || component.role == Role::kDopant;
    if (named) keys.push_back(component.key);
  }
  return make_key_set(std::move(keys));
}

}  // namespace matroute
