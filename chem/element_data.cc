// The table of element descriptors, compiled in.
#include "chem/element_data.h"

#include <algorithm>
#include <limits>

namespace matroute {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr ElementData kTable[] = {
#include "chem/element_data.inc"
};

constexpr ElementData kNoData = {Element::kNone,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 kUnknown,
                                 0,
                                 0,
                                 ' ',
                                 0,
                                 0,
                                 0,
                                 0,
                                 0,
                                 0,
                                 3,
                                 {}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kTable); ++i) {
    if (atomic_number(kTable[i].element) != i + 1) return false;
  }
  return true;
}
static_assert(in_order(), "row i of the table is the element with atomic number i + 1");

}  // namespace

std::span<const std::int8_t> ElementData::oxidation_states() const {
  const auto end = std::ranges::find(padded_oxidation_states, 0);
  return {padded_oxidation_states.begin(), end};
}

const ElementData& element_data(Element element) {
  const std::size_t z = atomic_number(element);
  return z == 0 || z > std::size(kTable) ? kNoData : kTable[z - 1];
}

}  // namespace matroute
