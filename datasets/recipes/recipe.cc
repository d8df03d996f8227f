// Names of methods.
#include "datasets/recipes/recipe.h"

#include <algorithm>

namespace matroute {

std::optional<Method> method_from_name(std::string_view text) {
  const auto at = std::find(kMethodNames.begin(), kMethodNames.end(), text);
  if (at == kMethodNames.end()) return std::nullopt;
  return static_cast<Method>(at - kMethodNames.begin());
}

}  // namespace matroute
