// Element descriptors brought to one scale.
#include "chem/element_features.h"

#include <array>
#include <cmath>

#include "chem/element_data.h"
#include "chem/periodic_table.h"

namespace matroute {
namespace {

constexpr std::size_t kLastElement = 103;

struct Descriptor {
  const char* name;
  double (*value)(const ElementData&);
};

double lowest_state(const ElementData& d) { return d.oxidation_states().empty() ? 0.0 : d.oxidation_states().front(); }

double highest_state(const ElementData& d) { return d.oxidation_states().empty() ? 0.0 : d.oxidation_states().back(); }

constexpr Descriptor kDescriptors[] = {
    {"electronegativity", [](const ElementData& d) { return d.electronegativity; }},
    {"covalent_radius", [](const ElementData& d) { return d.covalent_radius_pm; }},
    {"ionic_radius", [](const ElementData& d) { return d.ionic_radius_pm; }},
    {"atomic_radius", [](const ElementData& d) { return d.atomic_radius_pm; }},
    {"ionization_energy", [](const ElementData& d) { return d.ionization_energy_ev; }},
    {"electron_affinity", [](const ElementData& d) { return d.electron_affinity_ev; }},
    {"log_melting_point", [](const ElementData& d) { return std::log(d.melting_point_k); }},
    {"log_density", [](const ElementData& d) { return std::log(d.density_g_cm3); }},
    {"log_atomic_mass", [](const ElementData& d) { return std::log(atomic_mass_g_mol(d.element)); }},
    {"group", [](const ElementData& d) -> double { return d.group; }},
    {"period", [](const ElementData& d) -> double { return d.period; }},
    {"s_electrons", [](const ElementData& d) -> double { return d.s_electrons; }},
    {"p_electrons", [](const ElementData& d) -> double { return d.p_electrons; }},
    {"d_electrons", [](const ElementData& d) -> double { return d.d_electrons; }},
    {"f_electrons", [](const ElementData& d) -> double { return d.f_electrons; }},
    {"mendeleev_number", [](const ElementData& d) -> double { return d.mendeleev_number; }},
    {"common_oxidation_state", [](const ElementData& d) -> double { return d.common_oxidation_state; }},
    {"lowest_oxidation_state", lowest_state},
    {"highest_oxidation_state", highest_state},
};
constexpr std::size_t kDescriptorCount = std::size(kDescriptors);
static_assert(kDescriptorCount + 1 == kElementFeatureCount);

using ElementRow = std::array<float, kElementFeatureCount>;
using ElementTable = std::array<ElementRow, kElementCount + 1>;

// Fills column j of H to Lr and raises the missing flags.
void fill_column(ElementTable& table, std::size_t j) {
  std::array<double, kLastElement + 1> values{};
  double sum = 0.0;
  double sum_of_squares = 0.0;
  int known = 0;
  for (std::size_t z = 1; z <= kLastElement; ++z) {
    values[z] = kDescriptors[j].value(element_data(static_cast<Element>(z)));
    if (std::isnan(values[z])) continue;
    sum += values[z];
    sum_of_squares += values[z] * values[z];
    ++known;
  }
  const double mean = sum / known;
  const double deviation = std::sqrt(sum_of_squares / known - mean * mean);
  for (std::size_t z = 1; z <= kLastElement; ++z) {
    const bool missing = std::isnan(values[z]);
    if (missing) table[z][kDescriptorCount] = 1.0F;
    table[z][j] = missing ? 0.0F : static_cast<float>((values[z] - mean) / deviation);
  }
}

const ElementTable& element_table() {
  static const ElementTable table = [] {
    ElementTable rows{};
    for (ElementRow& row : rows) row[kDescriptorCount] = 1.0F;
    for (std::size_t z = 1; z <= kLastElement; ++z) rows[z][kDescriptorCount] = 0.0F;
    for (std::size_t j = 0; j < kDescriptorCount; ++j) fill_column(rows, j);
    return rows;
  }();
  return table;
}

}  // namespace

const std::vector<std::string>& element_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const Descriptor& descriptor : kDescriptors) list.emplace_back(descriptor.name);
    list.emplace_back("missing");
    return list;
  }();
  return names;
}

std::span<const float> element_features(Element element) { return element_table()[atomic_number(element)]; }

}  // namespace matroute
