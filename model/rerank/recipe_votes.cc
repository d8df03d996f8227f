// Collecting, storing and counting votes.
#include "model/rerank/recipe_votes.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "chem/composition_key.h"

namespace matroute {
namespace {

constexpr std::size_t kAmbient = 4;  // H, C, N and O
constexpr std::array<Element, kAmbient> kAmbientElements = {Element::H, Element::C, Element::N, Element::O};
constexpr float kReach = 0.1F;         // distance at which a vote weighs 1 / e
constexpr float kAmbientScale = 0.1F;  // of differences in H, C, N and O
constexpr float kMostAmbientDistance = 0.2F;
constexpr float kSameTarget = 1e-3F;

float distance(std::span<const float> a, std::span<const float> b) {
  float sources = 0.0F;
  const std::size_t count = a.size() - kAmbient;
  for (std::size_t i = 0; i < count; ++i) sources += std::abs(a[i] - b[i]);
  float ambient = 0.0F;
  for (std::size_t i = count; i < a.size(); ++i) ambient += std::abs(a[i] - b[i]);
  return sources + std::min(kAmbientScale * ambient, kMostAmbientDistance);
}

// Atoms of the element per formula unit, hydrate water included.
double atoms_as_written(const Target& target, Element element) {
  double atoms = target.formula.composition.amount(element).to_double();
  for (const Dopant& dopant : target.formula.dopants) {
    if (dopant.element == element) atoms += dopant_atoms(dopant);
  }
  return atoms;
}

void add_votes(Ballot::Votes& votes, float weight, float papers, float distance_to) {
  const float similarity = std::exp(-distance_to / kReach);
  votes.kernel += weight * similarity;
  votes.exact += distance_to < kSameTarget ? papers : 0.0F;
  votes.similarity = std::max(votes.similarity, similarity);
}

}  // namespace

SystemPoint system_point(const Target& target) {
  std::vector<double> shares;
  double total = 0.0;
  std::size_t at = 0;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (!target.elements.test(e)) continue;
    if (target.sources.test(e)) {
      shares.push_back(target.amounts[at]);
      total += target.amounts[at];
    }
    ++at;
  }
  total = std::max(total, 1e-6);
  SystemPoint point;
  point.system = system_hash(target.sources);
  for (const double atoms : shares) point.amounts.push_back(static_cast<float>(atoms / total));
  for (const Element e : kAmbientElements)
    point.amounts.push_back(static_cast<float>(atoms_as_written(target, e) / total));
  return point;
}

void RecipeVotesCollector::add(const SystemPoint& point, Method method, std::span<const std::uint32_t> materials,
                               float weight, float papers) {
  Votes& votes = systems_[point.system][{point.amounts, method, {materials.begin(), materials.end()}}];
  votes.weight += weight;
  votes.papers += papers;
}

void RecipeVotesCollector::add(const RecipeVotesData& data) {
  std::size_t amount = 0;
  for (std::size_t s = 0; s < data.systems.size(); ++s) {
    const std::size_t width = data.sources[s] + kAmbient;
    for (std::size_t row = data.system_ptr[s]; row < data.system_ptr[s + 1]; ++row, amount += width) {
      const auto first = data.amounts.begin() + static_cast<std::ptrdiff_t>(amount);
      const std::uint32_t set = data.sets[row];
      const auto materials =
          std::span(data.set_materials).subspan(data.set_ptr[set], data.set_ptr[set + 1] - data.set_ptr[set]);
      add({data.systems[s], {first, first + static_cast<std::ptrdiff_t>(width)}},
          static_cast<Method>(data.methods[row]), materials, data.weights[row], data.papers[row]);
    }
  }
}

RecipeVotesData RecipeVotesCollector::data() const {
  RecipeVotesData data;
  std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
  for (const auto& [system, rows] : systems_) {
    for (const auto& [row, votes] : rows) numbers.emplace(std::get<2>(row), 0);
  }
  for (auto& [set, number] : numbers) {
    number = static_cast<std::uint32_t>(data.set_ptr.size() - 1);
    data.set_materials.insert(data.set_materials.end(), set.begin(), set.end());
    data.set_ptr.push_back(static_cast<std::uint32_t>(data.set_materials.size()));
  }
  for (const auto& [system, rows] : systems_) {
    data.systems.push_back(system);
    data.sources.push_back(static_cast<std::uint8_t>(std::get<0>(rows.begin()->first).size() - kAmbient));
    for (const auto& [row, votes] : rows) {
      const auto& [amounts, method, set] = row;
      data.amounts.insert(data.amounts.end(), amounts.begin(), amounts.end());
      data.methods.push_back(static_cast<std::uint8_t>(method));
      data.weights.push_back(votes.weight);
      data.papers.push_back(votes.papers);
      data.sets.push_back(numbers.at(set));
    }
    data.system_ptr.push_back(static_cast<std::uint32_t>(data.methods.size()));
  }
  return data;
}

std::vector<Tensor> to_tensors(const RecipeVotesData& data, const std::string& prefix) {
  const std::vector<std::int64_t> systems(data.systems.begin(), data.systems.end());
  return {Tensor::of<std::int64_t>(prefix + "systems", systems),
          Tensor::of<std::uint32_t>(prefix + "system_ptr", data.system_ptr),
          Tensor::of<std::uint8_t>(prefix + "sources", data.sources),
          Tensor::of<float>(prefix + "amounts", data.amounts),
          Tensor::of<std::uint8_t>(prefix + "methods", data.methods),
          Tensor::of<float>(prefix + "weights", data.weights),
          Tensor::of<float>(prefix + "papers", data.papers),
          Tensor::of<std::uint32_t>(prefix + "sets", data.sets),
          Tensor::of<std::uint32_t>(prefix + "set_ptr", data.set_ptr),
          Tensor::of<std::uint32_t>(prefix + "set_materials", data.set_materials)};
}

namespace {

// True where ptr holds entries + 1 numbers that rise from 0 to `things`.
bool is_ptr(const std::vector<std::uint32_t>& ptr, std::size_t entries, std::size_t things) {
  return ptr.size() == entries + 1 && ptr.front() == 0 && ptr.back() == things &&
         std::is_sorted(ptr.begin(), ptr.end());
}

bool is_whole(const RecipeVotesData& data, std::size_t materials) {
  const std::size_t rows = data.methods.size();
  if (data.set_ptr.empty() || data.sources.size() != data.systems.size()) return false;
  const std::size_t sets = data.set_ptr.size() - 1;
  if (!is_ptr(data.system_ptr, data.systems.size(), rows) || !is_ptr(data.set_ptr, sets, data.set_materials.size())) {
    return false;
  }
  std::size_t amounts = 0;
  for (std::size_t s = 0; s < data.systems.size(); ++s) {
    amounts += (data.sources[s] + kAmbient) * (data.system_ptr[s + 1] - data.system_ptr[s]);
  }
  const auto negative = [](float x) { return x < 0.0F; };
  return amounts == data.amounts.size() && data.weights.size() == rows && data.papers.size() == rows &&
         data.sets.size() == rows &&
         std::adjacent_find(data.systems.begin(), data.systems.end(), std::greater_equal<>()) == data.systems.end() &&
         std::ranges::all_of(data.methods, [](auto m) { return m < kMethodCount; }) &&
         std::ranges::all_of(data.sets, [&](auto set) { return set < sets; }) &&
         std::ranges::all_of(data.set_materials, [&](auto id) { return id < materials; }) &&
         std::ranges::none_of(data.weights, negative) && std::ranges::none_of(data.papers, negative);
}

}  // namespace

RecipeVotesData recipe_votes_from_tensors(const std::vector<Tensor>& tensors, const std::string& prefix,
                                          std::size_t materials, const std::string& where) {
  RecipeVotesData data;
  const auto systems = values_of<std::int64_t>(tensors, prefix + "systems", where);
  data.systems.assign(systems.begin(), systems.end());
  data.system_ptr = values_of<std::uint32_t>(tensors, prefix + "system_ptr", where);
  data.sources = values_of<std::uint8_t>(tensors, prefix + "sources", where);
  data.amounts = values_of<float>(tensors, prefix + "amounts", where);
  data.methods = values_of<std::uint8_t>(tensors, prefix + "methods", where);
  data.weights = values_of<float>(tensors, prefix + "weights", where);
  data.papers = values_of<float>(tensors, prefix + "papers", where);
  data.sets = values_of<std::uint32_t>(tensors, prefix + "sets", where);
  data.set_ptr = values_of<std::uint32_t>(tensors, prefix + "set_ptr", where);
  data.set_materials = values_of<std::uint32_t>(tensors, prefix + "set_materials", where);
  if (!is_whole(data, materials))
    throw Error(ErrorKind::kModel, where + ": the votes of recipes contradict each other");
  return data;
}

Ballot::ByMethod Ballot::of(std::span<const std::uint32_t> materials) const {
  for (const auto& [set, votes] : sets_) {
    const auto first = data_->set_materials.begin() + data_->set_ptr[set];
    const auto last = data_->set_materials.begin() + data_->set_ptr[set + 1];
    if (std::equal(materials.begin(), materials.end(), first, last)) return votes;
  }
  return {};
}

Ballot RecipeVotes::ballot(const SystemPoint& point) const {
  Ballot ballot;
  ballot.data_ = &data_;
  const auto found = std::lower_bound(data_.systems.begin(), data_.systems.end(), point.system);
  if (found == data_.systems.end() || *found != point.system) return ballot;
  const auto system = static_cast<std::size_t>(found - data_.systems.begin());
  const std::size_t width = point.amounts.size();
  if (data_.sources[system] + kAmbient != width) return ballot;  // another system with the same hash
  std::map<std::uint32_t, Ballot::ByMethod> sets;
  for (std::size_t row = data_.system_ptr[system]; row < data_.system_ptr[system + 1]; ++row) {
    const auto amounts =
        std::span(data_.amounts).subspan(starts_[system] + (row - data_.system_ptr[system]) * width, width);
    const float to_target = distance(point.amounts, amounts);
    auto& votes = sets[data_.sets[row]];
    for (const std::size_t method : {static_cast<std::size_t>(data_.methods[row]), kMethodCount}) {
      add_votes(votes[method], data_.weights[row], data_.papers[row], to_target);
      add_votes(ballot.total_[method], data_.weights[row], data_.papers[row], to_target);
    }
  }
  ballot.sets_.assign(sets.begin(), sets.end());
  return ballot;
}

RecipeVotes::RecipeVotes(RecipeVotesData data) : data_(std::move(data)) {
  std::size_t start = 0;
  for (std::size_t s = 0; s < data_.systems.size(); ++s) {
    starts_.push_back(start);
    start += (data_.sources[s] + kAmbient) * (data_.system_ptr[s + 1] - data_.system_ptr[s]);
  }
}

}  // namespace matroute
