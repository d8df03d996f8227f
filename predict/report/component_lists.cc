// Lists of components.
#include "predict/report/component_lists.h"

#include <array>
#include <utility>

namespace matroute {
namespace {

constexpr std::array<std::pair<const char*, Role>, 5> kLists = {{{"precursors", Role::kPrecursor},
                                                                 {"consumed", Role::kConsumed},
                                                                 {"byproducts", Role::kByproduct},
                                                                 {"dopants", Role::kDopant},
                                                                 {"media", Role::kMedium}}};

}  // namespace

std::vector<const ReactionComponent*> components_with(std::span<const ReactionComponent> components, Role role) {
  std::vector<const ReactionComponent*> found;
  for (const ReactionComponent& component : components) {
    if (component.role == role) found.push_back(&component);
  }
  return found;
}

void write_component_lists(JsonText& json, std::span<const ReactionComponent> components) {
  for (const auto& [list, role] : kLists) {
    json.key(list);
    json.begin_list();
    for (const ReactionComponent* component : components_with(components, role)) {
      json.begin_object();
      json.field("formula", component->formula);
      json.field("coefficient", to_fraction_text(component->coefficient));
      json.end_object();
    }
    json.end_list();
  }
}

}  // namespace matroute
